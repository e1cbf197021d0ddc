package io.qrpin.access;

import io.qrpin.subscriber.DirectoryId;
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
 * @param applicationPermissionsClaim the claim that holds an application's permissions, as a list
 *     of texts or as one text with blanks between them; if empty, {@code roles}
 * @param protectedGroups ids of directory groups; only the most trusted callers write their members
 * @param trustedApplications client ids of the applications that may write those members too
 * @param selfEnrolment whether people may enrol themselves and issue their own badges; they can
 *     never reset their own PIN
 * @param unknownDeletable whether the method of a user who has left the directory can be deleted
 */
public record AccessSettings(
    Optional<String> userClaim,
    Optional<String> roleNamesClaim,
    Optional<String> applicationPermissionsClaim,
    Set<String> protectedGroups,
    Set<String> trustedApplications,
    boolean selfEnrolment,
    boolean unknownDeletable) {

  public AccessSettings {
    protectedGroups = DirectoryId.comparable(protectedGroups);
    trustedApplications = DirectoryId.comparable(trustedApplications);
  }

  /** Whether one of these groups is protected. */
  boolean isProtected(Set<String> groups) {
    return groups.stream().map(DirectoryId::comparable).anyMatch(protectedGroups::contains);
  }

  /** Whether this application may write members of protected groups. */
  boolean isTrusted(String clientId) {
    return trustedApplications.contains(DirectoryId.comparable(clientId));
  }

  /** The values that apply when nothing is set. */
  public static final AccessSettings DEFAULTS =
      new AccessSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, true);
}
