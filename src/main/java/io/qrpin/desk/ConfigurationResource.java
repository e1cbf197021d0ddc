package io.qrpin.desk;

import static io.qrpin.access.Operation.READ_POLICY;
import static io.qrpin.access.Operation.WRITE_POLICY;

import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.Allows;
import io.qrpin.desk.filters.PermissionFilter.NeedsFreshSignIn;
import io.qrpin.desk.page.Fact;
import io.qrpin.desk.page.Problem;
import io.qrpin.pin.PinPolicy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of the method: shown, and changed by those whose role includes it. */
@Path("configuration")
@RequestScoped
public class ConfigurationResource {

  private static final String STATE = "state";
  private static final String LENGTH = "pin-length";
  private static final String LIFETIME = "lifetime";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final String ENABLED = "enabled";
  private static final String DISABLED = "disabled";
  private static final String EVERYBODY = "everybody";

  private static final Pattern TARGET = Pattern.compile("(?i)(group|user)\\s*:?\\s+(\\S.{0,127})");

  @Inject private Call call;
  @Inject private Form form;
  @Inject private MethodConfigurations configurations;

  @GET
  @Allows(READ_POLICY)
  public Response show() {
    MethodConfiguration now = configurations.current();
    return call.page(
        200,
        "configuration",
        Map.of(
            "facts",
            List.of(
                new Fact("Sign-in with badge and PIN", now.enabled() ? "Enabled" : "Disabled"),
                new Fact("Shortest PIN", now.pinLengthDigits() + " digits"),
                new Fact("A new badge is valid for", now.codeLifetimeDays() + " days"),
                new Fact("May sign in", targets(now.include(), "Nobody")),
                new Fact("May not sign in", targets(now.exclude(), "Nobody else"))),
            "changes",
            call.allowsSomewhere(WRITE_POLICY),
            "done",
            call.field("done").map(it -> "The configuration is changed.").orElse("")));
  }

  private static String targets(List<Target> targets, String none) {
    return targets.isEmpty() ? none : lines(targets).replace("\n", ", ");
  }

  @GET
  @Path("change")
  @Allows(WRITE_POLICY)
  @NeedsFreshSignIn
  public Response ask() {
    MethodConfiguration now = configurations.current();
    return ask(
        Map.of(
            STATE, now.enabled() ? ENABLED : DISABLED,
            LENGTH, Integer.toString(now.pinLengthDigits()),
            LIFETIME, Integer.toString(now.codeLifetimeDays()),
            INCLUDE, lines(now.include()),
            EXCLUDE, lines(now.exclude())),
        List.of());
  }

  private Response ask(Map<String, String> fields, List<Problem> problems) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("fields", fields);
    shown.put("problems", problems);
    shown.put("reasonRequired", call.isReasonRequired());
    shown.put("reason", call.field("reason").orElse(""));
    return call.page(problems.isEmpty() ? 200 : Call.UNPROCESSABLE, "configuration-change", shown);
  }

  @POST
  @Path("change")
  @Allows(WRITE_POLICY)
  @NeedsFreshSignIn
  public Response change() {
    List<Problem> problems = form.problems();
    String state = call.field(STATE).orElse("");
    if (!state.equals(ENABLED) && !state.equals(DISABLED)) {
      problems.add(new Problem(STATE, "Choose whether people may sign in."));
    }
    Optional<Integer> length =
        number(LENGTH, PinPolicy.MIN_LENGTH_DIGITS, PinPolicy.MAX_LENGTH_DIGITS, problems);
    Optional<Integer> lifetime =
        number(
            LIFETIME,
            MethodConfiguration.MIN_LIFETIME_DAYS,
            MethodConfiguration.MAX_LIFETIME_DAYS,
            problems);
    List<Target> include = targets(INCLUDE, problems);
    List<Target> exclude = targets(EXCLUDE, problems);
    if (!problems.isEmpty()) {
      return ask(
          Stream.of(STATE, LENGTH, LIFETIME, INCLUDE, EXCLUDE)
              .collect(Collectors.toMap(name -> name, name -> call.field(name).orElse(""))),
          problems);
    }
    configurations.change(
        before ->
            new MethodConfiguration(
                state.equals(ENABLED),
                length.orElseThrow(),
                lifetime.orElseThrow(),
                asBefore(include, before.include()),
                exclude),
        call.actor());
    return Call.goTo("configuration?done=yes");
  }

  private Optional<Integer> number(String field, int min, int max, List<Problem> problems) {
    Optional<Integer> number =
        call.field(field)
            .filter(text -> text.matches("[0-9]{1,3}"))
            .map(Integer::valueOf)
            .filter(it -> it >= min && it <= max);
    if (number.isEmpty()) {
      problems.add(new Problem(field, "Type a number from %d to %d.".formatted(min, max)));
    }
    return number;
  }

  /** One target in each line, such as {@code group night-shift}. */
  private List<Target> targets(String field, List<Problem> problems) {
    List<Target> targets = new ArrayList<>();
    for (String line : call.field(field).orElse("").lines().map(String::strip).toList()) {
      Matcher target = TARGET.matcher(line);
      if (line.equalsIgnoreCase(EVERYBODY)) {
        targets.add(new Target(TargetType.GROUP, MethodConfiguration.ALL_USERS, false));
      } else if (target.matches() && line.chars().noneMatch(Character::isISOControl)) {
        TargetType type =
            target.group(1).equalsIgnoreCase("group") ? TargetType.GROUP : TargetType.USER;
        targets.add(new Target(type, target.group(2), false));
      } else if (!line.isEmpty()) {
        problems.add(
            new Problem(
                field,
                "The line \"" + line + "\" is not everybody, group and an id, or user and an id."));
      }
    }
    return targets;
  }

  /** Graph's mark of a registration has no field here, and is kept. */
  private static List<Target> asBefore(List<Target> targets, List<Target> before) {
    return targets.stream()
        .map(
            target ->
                before.stream()
                    .filter(it -> it.type() == target.type() && it.id().equals(target.id()))
                    .findFirst()
                    .orElse(target))
        .toList();
  }

  private static String lines(List<Target> targets) {
    return targets.stream()
        .map(
            target ->
                target.id().equals(MethodConfiguration.ALL_USERS)
                    ? EVERYBODY
                    : (target.type() == TargetType.GROUP ? "group " : "user ") + target.id())
        .collect(Collectors.joining("\n"));
  }
}
