package io.qrpin.relying;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.CustomFormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;

/** How one signs in here: on a page of our own. Who stands there is for the identity store. */
@CustomFormAuthenticationMechanismDefinition(
    loginToContinue =
        @LoginToContinue(loginPage = "/sign-in", useForwardToLogin = false, errorPage = ""))
@ApplicationScoped
public class SignInByBadge {}
