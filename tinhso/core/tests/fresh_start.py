"""The platform set up and nothing done with it yet: forks of this process may typeset and sign."""

import django

django.setup()
