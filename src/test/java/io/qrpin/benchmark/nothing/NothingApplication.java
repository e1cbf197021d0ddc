package io.qrpin.benchmark.nothing;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** What a server does at the least for a request with a token: what ours is measured against. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/")
public class NothingApplication extends Application {}
