"""Use cases of the roster: sign-in, and setting up areas, cadres and staff."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from core.auth import Role
from roster import queries
from roster.models import Staff, StaffRole

_hasher = PasswordHasher()  # argon2id with the library's current parameters (RFC 9106, low memory)


def hash_password(password: str) -> str:
    """Return the argon2id hash stored for an account."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    return hash_password("no account has this password")


def check_password(login: str, password: str) -> Staff | None:
    """Return the account if the password is right. An unknown login costs the same time as a wrong password."""
    staff = queries.staff_by_login(login.strip().lower())
    try:
        _hasher.verify(staff.password_hash if staff else _nobody(), password)
    except Argon2Error:
        return None
    return staff


def new_staff(
    login: str, names: tuple[str, str], password: str, area_id: int, roles: set[Role], cadre_id: int | None = None
) -> Staff:
    """Return an account to be added; `names` are Chinese and English, `cadre_id` the cadre this person is."""
    return Staff(
        login=login,
        name=names[0],
        name_en=names[1],
        password_hash=hash_password(password),
        area_id=area_id,
        cadre_id=cadre_id,
        roles=[StaffRole(role=role.value) for role in sorted(roles)],
    )
