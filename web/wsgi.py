"""The application for WSGI servers other than `opslag serve`, as `web.wsgi:application`."""

from web.app import create_app

application = create_app()
