"""The WSGI entry point: `granian wsgi:app`, `flask --app wsgi …`."""

from web.app import create_app

app = create_app()
