package io.qrpin.desk;

import static io.qrpin.access.Operation.ENROL_IN_BULK;
import static io.qrpin.access.Operation.LIST_EXPIRING;

import io.qrpin.bulk.BulkList;
import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.credential.ExpiringCredentials.ExpiringCredential;
import io.qrpin.credential.ExpiringCredentials.Kind;
import io.qrpin.credential.ExpiringCredentials.Position;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.Allows;
import io.qrpin.desk.filters.PermissionFilter.NeedsFreshSignIn;
import io.qrpin.desk.filters.Refusal;
import io.qrpin.desk.page.Expiring;
import io.qrpin.desk.page.Problem;
import io.qrpin.desk.page.Worker;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the credentials that expire in the next 30 days, and renews all badges among them. */
@Path("expiring")
@RequestScoped
public class ExpiringResource {

  private static final Duration SOON = Duration.ofDays(30);
  private static final int MOST_SHOWN = 100;
  private static final int PAGE = 500;

  @Inject private Call call;
  @Inject private Form form;
  @Inject private ExpiringCredentials expiring;
  @Inject private UserDirectory directory;
  @Inject private Moments moments;
  @Inject private ListResource lists;

  @GET
  @Allows(LIST_EXPIRING)
  public Response show() {
    List<ExpiringCredential> soon = expiring.page(SOON, expiring.beginning(), MOST_SHOWN + 1);
    return call.page(
        200,
        "expiring",
        Map.of(
            "expiring", soon.stream().limit(MOST_SHOWN).map(this::inWords).toList(),
            "hasMore", soon.size() > MOST_SHOWN,
            "renews", call.allowsSomewhere(ENROL_IN_BULK)));
  }

  private Expiring inWords(ExpiringCredential credential) {
    String id = credential.subscriber().value();
    Optional<Subscriber> worker = directory.findById(credential.subscriber());
    return new Expiring(
        worker.map(it -> it.displayName().orElse(it.userPrincipalName())).orElse(id),
        Worker.query(id),
        switch (credential.kind()) {
          case STANDARD_CODE -> "Badge";
          case TEMPORARY_CODE -> "Lent badge";
          case TEMPORARY_PIN -> "Temporary PIN";
        },
        moments.inWords(credential.expiresAt()));
  }

  @GET
  @Path("renewal")
  @Allows(ENROL_IN_BULK)
  @NeedsFreshSignIn
  public Response askToRenew() {
    return askToRenew(List.of());
  }

  private Response askToRenew(List<Problem> problems) {
    return call.page(
        problems.isEmpty() ? 200 : Call.UNPROCESSABLE,
        "renewal",
        Map.of(
            "badges", badges().size(),
            "most", BulkList.MAX_LINES,
            "problems", problems,
            "reasonRequired", call.isReasonRequired(),
            "reason", call.field("reason").orElse("")));
  }

  /** Each worker gets another badge, as with a list that asks for it. */
  @POST
  @Path("renewal")
  @Allows(ENROL_IN_BULK)
  @NeedsFreshSignIn
  public Response renew() {
    List<Problem> problems = form.problems();
    if (!problems.isEmpty()) {
      return askToRenew(problems);
    }
    List<ExpiringCredential> badges = badges();
    if (badges.isEmpty()) {
      throw Refusal.outdated("No badge expires in the next 30 days.");
    }
    StringBuilder list = new StringBuilder("id,user,mode\n");
    for (ExpiringCredential badge : badges) {
      String user = badge.subscriber().value().replace("\"", "\"\"");
      list.append(badge.id()).append(",\"").append(user).append("\",replaceBadge\n");
    }
    return lists.begin(
        BulkList.ofCsv(list.toString().getBytes(StandardCharsets.UTF_8)),
        Optional.empty(),
        BulkList.MAX_LINES);
  }

  /** The first ones, as many as a list may have. */
  private List<ExpiringCredential> badges() {
    List<ExpiringCredential> badges = new ArrayList<>();
    Position after = expiring.beginning();
    List<ExpiringCredential> page;
    do {
      page = expiring.page(SOON, after, PAGE);
      page.stream().filter(it -> it.kind() == Kind.STANDARD_CODE).forEach(badges::add);
      if (!page.isEmpty()) {
        ExpiringCredential last = page.get(page.size() - 1);
        after = new Position(last.expiresAt(), last.id());
      }
    } while (page.size() == PAGE && badges.size() < BulkList.MAX_LINES);
    return badges.stream().limit(BulkList.MAX_LINES).toList();
  }
}
