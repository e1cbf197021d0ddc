package io.qrpin.rest;

import io.qrpin.rest.filters.Entrance;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * The HTTP door. MicroProfile JWT checks bearer tokens. There is no security constraint, because
 * the server would answer with an empty body; {@link Entrance} answers 401 instead.
 *
 * <p>The scope makes it a bean, because MicroProfile JWT looks for its annotation on beans (JWT 2.1
 * §7.1.1), and only Liberty looks further.
 */
@Dependent
@ApplicationPath("/")
@LoginConfig(authMethod = "MP-JWT")
public class QrPinApplication extends Application {}
