package io.qrpin.benchmark.inside;

import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Signs in many times in one thread. The answer has the bytes that each sign-in allocated. */
@WebServlet("/allocation")
public class AllocationServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Inject private transient SignIn signIn;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String badge = request.getParameter("badge");
    String pin = request.getParameter("pin");
    int times = Integer.parseInt(request.getParameter("times"));
    Actor by = Actor.application("benchmark", "benchmark");
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < times; i++) {
      SignInOutcome outcome = signIn.attempt(BadgeText.parse(badge), Pin.of(pin), by);
      if (!(outcome instanceof SignInOutcome.SignedIn)) {
        throw new IllegalStateException("not signed in");
      }
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    response.getWriter().print(allocated / times);
  }
}
