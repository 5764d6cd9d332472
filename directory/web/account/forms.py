"""What a browser sends to sign in; labels are in the templates."""

from wtforms import Form, PasswordField, StringField


class SignInForm(Form):
    """An address and a password."""

    email = StringField()
    password = PasswordField()
