from concurrent.futures import ThreadPoolExecutor

from core.memory import of_app, remembered, running_app


def test_what_is_remembered_is_made_once_whatever_threads_ask(app):
    made = []
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: id(of_app(app, "thing", lambda: made.append(1) or [])), range(50)))
    assert (len(set(found)), made) == (1, [1])


def test_each_app_remembers_its_own(app, make_app):
    remembered("thing", lambda: "ours")
    other = make_app()
    with other.app_context():
        assert remembered("thing", lambda: "theirs") == "theirs"
    assert remembered("thing", lambda: "again") == "ours"


def test_running_app_is_the_app_itself_and_not_a_proxy(app):
    assert running_app() is app
