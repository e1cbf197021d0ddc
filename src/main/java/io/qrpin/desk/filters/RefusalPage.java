package io.qrpin.desk.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.DeskPolicy;
import io.qrpin.desk.page.Frame;
import io.qrpin.desk.page.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The one page for everything that is refused. Thread safety: safe. */
@ApplicationScoped
public class RefusalPage {

  private Pages pages;
  private DeskPolicy policy;
  private Clock clock;

  protected RefusalPage() {}

  @Inject
  RefusalPage(Pages pages, DeskPolicy policy, @Qrpin Clock clock) {
    this.pages = pages;
    this.policy = policy;
    this.clock = clock;
  }

  String html(Refusal refusal, HttpServletRequest request) {
    Optional<Person> person = Person.of(request, policy, clock);
    Frame frame =
        new Frame(
            request.getContextPath() + "/",
            person.map(Person::name),
            person.map(Person::formKey).orElse(""));
    return pages.render(
        "refused", frame, Map.of("title", refusal.title(), "sentence", refusal.getMessage()));
  }

  /** Answers a request that no resource serves. */
  public void send(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(refusal.status());
    response.setContentType("text/html; charset=UTF-8");
    response.getWriter().print(html(refusal, request));
  }
}
