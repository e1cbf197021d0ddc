package example.shopfloor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.CustomFormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;

/** The application has its own sign-in page. The identity store decides on badge and PIN. */
@CustomFormAuthenticationMechanismDefinition(
    loginToContinue =
        @LoginToContinue(loginPage = "/sign-in", useForwardToLogin = false, errorPage = ""))
@ApplicationScoped
public class SignInByBadge {}
