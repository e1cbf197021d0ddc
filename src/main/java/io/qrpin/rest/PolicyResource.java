package io.qrpin.rest;

import static io.qrpin.access.Operation.READ_POLICY;
import static io.qrpin.access.Operation.WRITE_POLICY;

import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.pin.PinPolicy;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.WireType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The tenant's configuration of the method (Graph: authenticationMethodsPolicy,
 * qrCodePinAuthenticationMethodConfiguration).
 */
@Path("policies/authenticationmethodspolicy")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PolicyResource {

  private static final String CONFIGURATIONS = "authenticationmethodconfigurations";
  private static final String OURS = CONFIGURATIONS + "/qrcodepin";
  private static final String PIN_LENGTH = "pinLength";
  private static final String LIFETIME = "standardQRCodeLifetimeInDays";

  private static final WireType EXCLUDED =
      WireType.named("microsoft.graph.excludeTarget", "id", "targetType");
  private static final WireType INCLUDED =
      WireType.named(
          "microsoft.graph.authenticationMethodTarget",
          "id",
          "isRegistrationRequired",
          "targetType");
  private static final WireType CONFIGURATION =
      WireType.named(
              "microsoft.graph.qrCodePinAuthenticationMethodConfiguration",
              "id",
              "state",
              PIN_LENGTH,
              LIFETIME)
          .with("excludeTargets", EXCLUDED)
          .with("includeTargets", INCLUDED);

  private static final int MAX_TARGET_ID = 128;

  @Inject private MethodConfigurations configurations;
  @Inject private Call call;

  /** Graph: Get authenticationMethodsPolicy; it has one configuration here. */
  @GET
  @Allows(READ_POLICY)
  public JsonObject policy() {
    return JsonParts.object()
        .add("@odata.type", "#microsoft.graph.authenticationMethodsPolicy")
        .add("id", "authenticationMethodsPolicy")
        .add("displayName", "Authentication Methods Policy")
        .add("authenticationMethodConfigurations", JsonParts.array().add(get()))
        .build();
  }

  /** Graph: List authenticationMethodConfigurations. */
  @GET
  @Path(CONFIGURATIONS)
  @Allows(READ_POLICY)
  public JsonObject list() {
    return JsonParts.object().add("value", JsonParts.array().add(get())).build();
  }

  /** Graph: Get qrCodePinAuthenticationMethodConfiguration. */
  @GET
  @Path(OURS)
  @Allows(READ_POLICY)
  public JsonObject get() {
    return json(configurations.current());
  }

  /** Graph: Update qrCodePinAuthenticationMethodConfiguration. */
  @PATCH
  @Path(OURS)
  @Allows(WRITE_POLICY)
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject change(GraphBody body) {
    return json(configurations.change(changeIn(body.as(CONFIGURATION)), call.actor()));
  }

  /** Graph: Delete qrCodePinAuthenticationMethodConfiguration, back to the defaults. */
  @DELETE
  @Path(OURS)
  @Allows(WRITE_POLICY)
  public void reset() {
    configurations.reset(call.actor());
  }

  private static JsonObject json(MethodConfiguration configuration) {
    return JsonParts.object()
        .add("@odata.type", CONFIGURATION.annotation())
        .add("id", "QRCodePin")
        .add("state", configuration.enabled() ? "enabled" : "disabled")
        .add(PIN_LENGTH, configuration.pinLengthDigits())
        .add(LIFETIME, configuration.codeLifetimeDays())
        .add("excludeTargets", targets(configuration.exclude(), false))
        .add(
            "includeTargets@odata.context",
            "#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('QRCodePin')"
                + "/microsoft.graph.qrCodePinAuthenticationMethodConfiguration/includeTargets")
        .add("includeTargets", targets(configuration.include(), true))
        .build();
  }

  private static JsonArrayBuilder targets(List<Target> targets, boolean included) {
    JsonArrayBuilder all = JsonParts.array();
    for (Target target : targets) {
      JsonObjectBuilder json = JsonParts.object().add("id", target.id());
      if (included) {
        json.add("isRegistrationRequired", target.registrationRequired());
      }
      all.add(json.add("targetType", target.type().name().toLowerCase(Locale.ROOT)));
    }
    return all;
  }

  /**
   * Reads the whole body before anything is locked. A missing member keeps its value; an array
   * replaces the old one.
   */
  private static UnaryOperator<MethodConfiguration> changeIn(GraphBody body) {
    Optional<Boolean> enabled = body.text("state").map(PolicyResource::isEnabled);
    Optional<Integer> pinLength =
        body.number(PIN_LENGTH, PinPolicy.MIN_LENGTH_DIGITS, PinPolicy.MAX_LENGTH_DIGITS);
    Optional<Integer> lifetime =
        body.number(
            LIFETIME, MethodConfiguration.MIN_LIFETIME_DAYS, MethodConfiguration.MAX_LIFETIME_DAYS);
    Optional<List<Target>> include = targets(body, "includeTargets");
    Optional<List<Target>> exclude = targets(body, "excludeTargets");
    return before ->
        new MethodConfiguration(
            enabled.orElse(before.enabled()),
            pinLength.orElse(before.pinLengthDigits()),
            lifetime.orElse(before.codeLifetimeDays()),
            include.orElse(before.include()),
            exclude.orElse(before.exclude()));
  }

  private static boolean isEnabled(String state) {
    return switch (state) {
      case "enabled" -> true;
      case "disabled" -> false;
      default -> throw Refusal.wrong("state", "enabled or disabled");
    };
  }

  private static Optional<List<Target>> targets(GraphBody body, String member) {
    return body.objects(member)
        .map(all -> all.stream().map(target -> target(target, member)).toList());
  }

  private static Target target(GraphBody body, String member) {
    TargetType type =
        switch (body.text("targetType").orElse("")) {
          case "user" -> TargetType.USER;
          case "group" -> TargetType.GROUP;
          default -> throw Refusal.wrong(member + "/targetType", "user or group");
        };
    String id =
        body.text("id")
            .filter(it -> !it.isBlank() && it.length() <= MAX_TARGET_ID)
            .filter(it -> it.chars().noneMatch(Character::isISOControl))
            .orElseThrow(() -> Refusal.wrong(member + "/id", "the id of a user or group"));
    return new Target(type, id, body.flag("isRegistrationRequired").orElse(false));
  }
}
