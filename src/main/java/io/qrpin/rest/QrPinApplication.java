package io.qrpin.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * The HTTP door. Bearer tokens are checked by MicroProfile JWT; there is no security constraint,
 * because the server would answer those with an empty body: {@link Entrance} turns strangers away
 * instead.
 */
@ApplicationPath("/")
@LoginConfig(authMethod = "MP-JWT")
public class QrPinApplication extends Application {}
