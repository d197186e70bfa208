"""The own account: who one is here, what one reports for, and a new password."""

from indicators.language import _
from pages.components.account_words import own_facts
from pages.components.frame import start_page
from pages.components.html import heading, show
from pages.components.own_password import password_form
from pages.server.state import guard

account = guard("account")
start_page(_("My account"), _("Who you are here, and your password"))
show(own_facts(account))
heading(_("Change the password"), _("you are signed out everywhere and sign in again with the new one"))
password_form(account)
