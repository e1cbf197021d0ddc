package io.qrpin.desk;

import static io.qrpin.access.Operation.READ;

import io.qrpin.badge.BadgeText;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.Allows;
import io.qrpin.desk.page.Problem;
import io.qrpin.desk.page.Worker;
import io.qrpin.subscriber.SearchableDirectory;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a worker by a text, or by the badge. */
@Path("find")
@RequestScoped
public class FindResource {

  private static final int MOST_SHOWN = 20;

  @Inject private Call call;
  @Inject private UserDirectory directory;
  @Inject private MethodLifecycle methods;

  @GET
  @Allows(READ)
  public Response find() {
    Optional<String> text = call.field("text");
    if (text.filter(it -> it.length() > SearchableDirectory.MAX_TEXT_LENGTH).isPresent()) {
      return page("", List.of(), List.of(new Problem("text", "Type a shorter text.")));
    }
    return page(text.orElse(""), text.map(this::found).orElse(List.of()), List.of());
  }

  /** The badge's text is a secret, so it comes in a form and never stands in an address. */
  @POST
  @Path("badge")
  @Allows(READ)
  public Response findByBadge() {
    Optional<SubscriberId> owner =
        call.field("badge").flatMap(BadgeText::parse).flatMap(this::ownerOf);
    return owner
        .map(id -> Call.goTo("worker" + Worker.query(id.value())))
        .orElseGet(
            () ->
                page(
                    "",
                    List.of(),
                    List.of(new Problem("badge", "This badge is nobody's. Scan it again."))));
  }

  private Optional<SubscriberId> ownerOf(BadgeText badge) {
    try {
      return methods.ownerOf(badge);
    } finally {
      badge.token().erase();
    }
  }

  /** One more than is shown, so that the page can say that there are more. */
  private List<Subscriber> found(String text) {
    return directory instanceof SearchableDirectory searchable
        ? searchable.search(text, MOST_SHOWN + 1)
        : directory.find(text).stream().toList();
  }

  private Response page(String text, List<Subscriber> found, List<Problem> problems) {
    return call.page(
        problems.isEmpty() ? 200 : Call.UNPROCESSABLE,
        "find",
        Map.of(
            "text",
            text,
            "found",
            found.stream().limit(MOST_SHOWN).map(Worker::of).toList(),
            "hasMore",
            found.size() > MOST_SHOWN,
            "problems",
            problems));
  }
}
