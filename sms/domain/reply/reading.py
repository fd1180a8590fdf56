"""What one way of reading a message assigns to whom, before the form's scale is looked at."""

from dataclasses import dataclass, field

from .tokens import Value


@dataclass(frozen=True)
class Reading:
    """Person number → rating as written.

    `everyone` holds the ratings given to all at once (都, 全部), `in_order` that the ratings stood in the
    order of the notice, without naming anybody.
    """

    values: dict[int, Value]
    everyone: frozenset[Value] = field(default=frozenset())
    in_order: bool = False

    def corrected(self, by: "Reading") -> "Reading":
        """This reading with the persons that `by` names rated as `by` says."""
        return Reading({**self.values, **by.values}, self.everyone | by.everyone, self.in_order)


def of_everyone(value: Value, size: int) -> Reading:
    """The same rating for persons 1 … `size`."""
    return Reading(dict.fromkeys(range(1, size + 1), value), frozenset({value}))
