package io.qrpin.desk;

import io.qrpin.access.DeskPolicy;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Lets browsers send the session's cookie over TLS alone. {@code web.xml} could not ask the setting
 * for it, and a cookie cannot be changed any more when the application has started.
 */
@WebListener
public class SessionCookie implements ServletContextListener {

  @Inject private DeskPolicy policy;

  @Override
  public void contextInitialized(ServletContextEvent starting) {
    starting.getServletContext().getSessionCookieConfig().setSecure(policy.secureCookie());
  }
}
