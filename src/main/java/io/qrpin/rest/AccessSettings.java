package io.qrpin.rest;

import java.util.Optional;
import java.util.Set;

/**
 * What an operator decides about access. Everything else about tokens is the standard {@code
 * mp.jwt.verify.*}.
 *
 * @param userClaim the claim that holds a person's directory id; without it {@code oid}, else
 *     {@code sub}
 * @param roleNamesClaim a claim with names of roles, for issuers that know no template ids
 * @param protectedGroups directory groups whose members only the most trusted may write
 * @param trustedApplications client ids of the applications that may write them too
 * @param selfEnrolment whether people may enrol themselves and issue their own badges; never reset
 *     their own PIN
 * @param unknownDeletable whether the method of somebody whom the directory no longer knows can be
 *     deleted
 */
record AccessSettings(
    Optional<String> userClaim,
    Optional<String> roleNamesClaim,
    Set<String> protectedGroups,
    Set<String> trustedApplications,
    boolean selfEnrolment,
    boolean unknownDeletable) {

  /** What holds when nothing is set. */
  static final AccessSettings DEFAULTS =
      new AccessSettings(Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, true);
}
