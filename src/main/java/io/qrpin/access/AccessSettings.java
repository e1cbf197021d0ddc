package io.qrpin.access;

import java.util.Optional;
import java.util.Set;

/**
 * The settings of access control. How tokens are verified is set by the standard {@code
 * mp.jwt.verify.*}.
 *
 * @param userClaim the claim that holds a person's directory id; if empty, {@code oid}, else {@code
 *     sub}
 * @param roleNamesClaim a claim with the names of roles, for issuers that do not know the template
 *     ids
 * @param protectedGroups ids of directory groups; only the most trusted callers write their members
 * @param trustedApplications client ids of the applications that may write those members too
 * @param selfEnrolment whether people may enrol themselves and issue their own badges; they can
 *     never reset their own PIN
 * @param unknownDeletable whether the method of a user who has left the directory can be deleted
 */
public record AccessSettings(
    Optional<String> userClaim,
    Optional<String> roleNamesClaim,
    Set<String> protectedGroups,
    Set<String> trustedApplications,
    boolean selfEnrolment,
    boolean unknownDeletable) {

  public AccessSettings {
    protectedGroups = Set.copyOf(protectedGroups);
    trustedApplications = Set.copyOf(trustedApplications);
  }

  /** The values that apply when nothing is set. */
  public static final AccessSettings DEFAULTS =
      new AccessSettings(Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, true);
}
