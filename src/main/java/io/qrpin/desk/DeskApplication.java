package io.qrpin.desk;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The pages are below this path; style sheets and scripts are beside it. */
@ApplicationPath("pages")
public class DeskApplication extends Application {}
