package io.qrpin.access;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built-in roles of Entra that the permission table names, with their role template ids (Entra
 * built-in roles reference).
 */
public enum DirectoryRole {
  GLOBAL_READER("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
  AUTHENTICATION_ADMINISTRATOR(
      "Authentication Administrator", "c4e39bd9-1100-46d3-8c65-fb160da0071f"),
  PRIVILEGED_AUTHENTICATION_ADMINISTRATOR(
      "Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
  AUTHENTICATION_POLICY_ADMINISTRATOR(
      "Authentication Policy Administrator", "0526716b-113d-4c15-b2c8-68e3c22b9f80"),
  REPORTS_READER("Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf");

  private final String displayName;
  private final String templateId;

  DirectoryRole(String displayName, String templateId) {
    this.displayName = displayName;
    this.templateId = templateId;
  }

  /**
   * The roles that a token has: by template id in {@code wids}, in any case; by exact name only in
   * the claim that a setting names.
   */
  static Set<DirectoryRole> in(Claims claims, AccessSettings settings) {
    Set<String> ids = claims.all("wids");
    Set<String> names = settings.roleNamesClaim().map(claims::all).orElse(Set.of());
    return Stream.of(values())
        .filter(
            role ->
                names.contains(role.displayName)
                    || ids.stream().anyMatch(role.templateId::equalsIgnoreCase))
        .collect(Collectors.toUnmodifiableSet());
  }
}
