package io.qrpin.rest;

import static io.qrpin.rest.DirectoryRole.AUTHENTICATION_ADMINISTRATOR;
import static io.qrpin.rest.DirectoryRole.AUTHENTICATION_POLICY_ADMINISTRATOR;
import static io.qrpin.rest.DirectoryRole.GLOBAL_READER;
import static io.qrpin.rest.DirectoryRole.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR;

import io.qrpin.subscriber.Subscriber;
import java.util.Collections;
import java.util.Set;

/**
 * Who may do what: the permission table, one row an operation.
 *
 * <p>A delegated caller needs one of the scopes. On another than himself he needs one of those that
 * end in {@code .All}, and one of the roles. An application needs one of the permissions that end
 * in {@code .All}, and is nobody's self. What is the tenant's needs a scope and a role, or a
 * permission. A token that is clearly neither allows nothing.
 */
enum Operation {
  /** Read PIN, codes, method, list of methods; no secret is in them. */
  READ(Table.READ_SCOPES, OnOneself.ALLOWED, Table.READERS, false),

  /** Enrol, and issue or extend a badge. */
  ENROL(Table.WRITE_SCOPES, OnOneself.IF_SELF_ENROLMENT, Table.WRITERS, true),

  /** Create or reset a PIN. Nobody resets his own: he changes it, which proves the old one. */
  RESET_PIN(Table.WRITE_SCOPES, OnOneself.FORBIDDEN, Table.WRITERS, true),

  /** Change one's own PIN. Nobody changes another's: an administrator resets it. */
  CHANGE_PIN(Set.of("Directory.AccessAsUser.All"), OnOneself.ONLY, Set.of(), true),

  /** Delete a PIN and leave the rest. */
  DELETE_PIN(Table.WRITE_SCOPES, OnOneself.FORBIDDEN, Table.WRITERS, true),

  /** Delete a code and leave the rest. */
  DELETE_CODE(Table.WRITE_SCOPES, OnOneself.FORBIDDEN, Table.WRITERS, true),

  /** Delete codes and PIN. */
  DELETE_METHOD(Table.WRITE_SCOPES, OnOneself.ALLOWED, Table.WRITERS, true),

  /** List what expires soon, of everybody. */
  LIST_EXPIRING(
      Set.of(
          "UserAuthMethod-QR.Read.All",
          "UserAuthMethod-QR.ReadWrite.All",
          "UserAuthenticationMethod.Read.All",
          "UserAuthenticationMethod.ReadWrite.All"),
      OnOneself.FORBIDDEN,
      Table.READERS,
      false),

  /** Read the configuration. */
  READ_POLICY(
      Set.of("Policy.Read.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod"),
      OnOneself.FORBIDDEN,
      Set.of(GLOBAL_READER, AUTHENTICATION_POLICY_ADMINISTRATOR),
      false),

  /** Change the configuration. */
  WRITE_POLICY(
      Set.of("Policy.ReadWrite.AuthenticationMethod"),
      OnOneself.FORBIDDEN,
      Set.of(AUTHENTICATION_POLICY_ADMINISTRATOR),
      true),

  /** Ask who stands there with badge and PIN: for relying parties, and for no person. */
  SIGN_IN(Set.of("QrCodePin.SignIn"), OnOneself.FORBIDDEN, Set.of(), true);

  private enum OnOneself {
    ALLOWED,
    /** And on nobody else, whoever asks. */
    ONLY,
    FORBIDDEN,
    IF_SELF_ENROLMENT
  }

  private final Set<String> scopes;
  private final OnOneself onOneself;
  private final Set<DirectoryRole> roles;
  private final boolean writes;

  Operation(Set<String> scopes, OnOneself onOneself, Set<DirectoryRole> roles, boolean writes) {
    this.scopes = scopes;
    this.onOneself = onOneself;
    this.roles = roles;
    this.writes = writes;
  }

  /** Whether {@code caller} may do it to himself. */
  boolean allowsOnOneself(Caller caller, AccessSettings settings) {
    boolean foreseen =
        switch (onOneself) {
          case ALLOWED, ONLY -> true;
          case FORBIDDEN -> false;
          case IF_SELF_ENROLMENT -> settings.selfEnrolment();
        };
    return foreseen
        && caller.kind() == Caller.Kind.DELEGATED
        && !Collections.disjoint(caller.permissions(), scopes);
  }

  /**
   * Whether {@code caller} may do it to others; {@link #allowsOn} may still protect some of them.
   */
  boolean allowsOnOthers(Caller caller) {
    boolean reachesAll =
        onOneself != OnOneself.ONLY
            && caller.permissions().stream()
                .anyMatch(it -> it.endsWith(".All") && scopes.contains(it));
    return switch (caller.kind()) {
      case DELEGATED -> reachesAll && isSomebodyWith(roles, caller);
      case APPLICATION -> reachesAll;
      case UNCLEAR -> false;
    };
  }

  /** Whether {@code caller} may do it to what belongs to nobody: the tenant's configuration. */
  boolean allowsOnTenant(Caller caller) {
    boolean permitted = !Collections.disjoint(caller.permissions(), scopes);
    return switch (caller.kind()) {
      case DELEGATED -> permitted && isSomebodyWith(roles, caller);
      case APPLICATION -> permitted;
      case UNCLEAR -> false;
    };
  }

  /** Whether {@code caller} may do it to {@code target}. */
  boolean allowsOn(Subscriber target, Caller caller, AccessSettings settings) {
    if (caller.user().filter(target.id()::equals).isPresent()) {
      return allowsOnOneself(caller, settings);
    }
    boolean isProtected = !Collections.disjoint(target.groups(), settings.protectedGroups());
    return allowsOnOthers(caller) && !(writes && isProtected && !isTrusted(caller, settings));
  }

  /** Who names nobody could be anybody, and so himself. */
  private static boolean isSomebodyWith(Set<DirectoryRole> roles, Caller caller) {
    return caller.user().isPresent() && !Collections.disjoint(caller.roles(), roles);
  }

  private static boolean isTrusted(Caller caller, AccessSettings settings) {
    return switch (caller.kind()) {
      case DELEGATED -> caller.roles().contains(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
      case APPLICATION ->
          caller.clientId().filter(settings.trustedApplications()::contains).isPresent();
      case UNCLEAR -> false;
    };
  }

  /** The columns of the table that several rows share. */
  private static final class Table {
    static final Set<String> READ_SCOPES =
        Set.of(
            "UserAuthMethod-QR.Read",
            "UserAuthMethod-QR.Read.All",
            "UserAuthMethod-QR.ReadWrite",
            "UserAuthMethod-QR.ReadWrite.All",
            "UserAuthenticationMethod.Read",
            "UserAuthenticationMethod.Read.All",
            "UserAuthenticationMethod.ReadWrite",
            "UserAuthenticationMethod.ReadWrite.All");

    static final Set<String> WRITE_SCOPES =
        Set.of(
            "UserAuthMethod-QR.ReadWrite",
            "UserAuthMethod-QR.ReadWrite.All",
            "UserAuthenticationMethod.ReadWrite",
            "UserAuthenticationMethod.ReadWrite.All");

    static final Set<DirectoryRole> READERS =
        Set.of(
            GLOBAL_READER, AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);

    static final Set<DirectoryRole> WRITERS =
        Set.of(AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
  }
}
