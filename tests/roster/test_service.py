from __future__ import annotations

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from core.auth import Role
from core.db import writing
from roster import service
from tests.support.sample import PASSWORD


def test_password_is_kept_as_argon2id_as_rfc_9106_wants_it():
    found = extract_parameters(service.hash_password("demo-password"))
    assert (found.type, found.time_cost, found.memory_cost, found.salt_len) == (Type.ID, 3, 64 * 1024, 16)


def test_password_of_an_account_opens_it(township):
    assert service.check_password("officer1", PASSWORD).login == "officer1"


@pytest.mark.parametrize(("login", "password"), [("officer1", "Demo-password"), ("officer1", ""), ("x", PASSWORD)])
def test_other_passwords_do_not(township, login, password):
    assert service.check_password(login, password) is None


def test_new_account_has_its_names_roles_and_password(township):
    roles = {Role.OFFICER, Role.KEY_HOLDER}
    made = service.new_staff("new", ("新", "New"), "another word", township.id, roles)
    with writing() as session:
        session.add(made)
    found = service.check_password("new", "another word")
    assert (found.name, found.name_en, found.area_id, found.cadre_id) == ("新", "New", township.id, None)
    assert found.actor.roles == roles
