package io.qrpin.benchmark.nothing;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** The least work for a request with a token. The benchmark compares qrpin with it. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/")
public class NothingApplication extends Application {}
