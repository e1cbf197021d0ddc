package io.qrpin.rest.wire;

import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.pin.PinPolicy;
import io.qrpin.rest.errors.Refusal;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Graph's qrCodePinAuthenticationMethodConfiguration. */
public final class ConfigurationJson {

  public static final String TYPE = "microsoft.graph.qrCodePinAuthenticationMethodConfiguration";
  private static final String PIN_LENGTH = "pinLength";
  private static final String LIFETIME = "standardQRCodeLifetimeInDays";
  private static final int MAX_TARGET_ID = 128;

  private ConfigurationJson() {}

  public static JsonObject of(MethodConfiguration configuration) {
    return JsonParts.object()
        .add("@odata.type", "#" + TYPE)
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

  /**
   * The configuration after a PATCH: a missing member keeps its value, an array replaces the old
   * one.
   *
   * @throws Refusal 400 for the first member that is wrong
   */
  public static MethodConfiguration changed(MethodConfiguration before, GraphBody body) {
    return new MethodConfiguration(
        body.text("state").map(ConfigurationJson::isEnabled).orElse(before.enabled()),
        body.number(PIN_LENGTH, PinPolicy.MIN_LENGTH_DIGITS, PinPolicy.MAX_LENGTH_DIGITS)
            .orElse(before.pinLengthDigits()),
        body.number(
                LIFETIME,
                MethodConfiguration.MIN_LIFETIME_DAYS,
                MethodConfiguration.MAX_LIFETIME_DAYS)
            .orElse(before.codeLifetimeDays()),
        targets(body, "includeTargets").orElse(before.include()),
        targets(body, "excludeTargets").orElse(before.exclude()));
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
}
