package io.qrpin.access;

import static io.qrpin.access.DirectoryRole.AUTHENTICATION_ADMINISTRATOR;
import static io.qrpin.access.DirectoryRole.AUTHENTICATION_POLICY_ADMINISTRATOR;
import static io.qrpin.access.DirectoryRole.GLOBAL_READER;
import static io.qrpin.access.DirectoryRole.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR;
import static io.qrpin.access.DirectoryRole.REPORTS_READER;

import io.qrpin.subscriber.Subscriber;
import java.util.Collections;
import java.util.Set;

/**
 * The permission table, one row for each operation.
 *
 * <ul>
 *   <li>A delegated caller needs one of the scopes. To act on another user, the scope must end in
 *       {@code .All} and the caller needs one of the roles.
 *   <li>An application needs one of the permissions that end in {@code .All}. It is never
 *       "oneself".
 *   <li>An operation on the tenant needs any of the permissions; a delegated caller also needs one
 *       of the roles.
 *   <li>A token that is clearly neither allows nothing.
 * </ul>
 *
 * <p>Audit rows of denials hold the names of the constants, so they never change.
 */
public enum Operation {
  READ(Scopes.READ, OnOneself.ALLOWED, Roles.READERS),
  ENROL(Scopes.WRITE, OnOneself.IF_SELF_ENROLMENT, Roles.WRITERS),
  RESET_PIN(Scopes.WRITE, OnOneself.FORBIDDEN, Roles.WRITERS),
  CHANGE_PIN(Scopes.CHANGE_PIN, OnOneself.ONLY, Roles.NONE),
  UNLOCK(Scopes.WRITE, OnOneself.FORBIDDEN, Roles.WRITERS),
  DELETE_PIN(Scopes.WRITE, OnOneself.FORBIDDEN, Roles.WRITERS),
  DELETE_CODE(Scopes.WRITE, OnOneself.FORBIDDEN, Roles.WRITERS),
  DELETE_METHOD(Scopes.WRITE, OnOneself.ALLOWED, Roles.WRITERS),
  LIST_EXPIRING(Scopes.READ_ALL, OnOneself.FORBIDDEN, Roles.READERS),
  READ_POLICY(Scopes.READ_POLICY, OnOneself.FORBIDDEN, Roles.POLICY_READERS),
  WRITE_POLICY(Scopes.WRITE_POLICY, OnOneself.FORBIDDEN, Roles.POLICY_WRITERS),
  READ_AUDIT(Scopes.READ_AUDIT, OnOneself.FORBIDDEN, Roles.AUDIT_READERS),
  SIGN_IN(Scopes.SIGN_IN, OnOneself.FORBIDDEN, Roles.NONE),
  /** On the tenant for the list, and on another user for each of its lines. */
  ENROL_IN_BULK(Scopes.WRITE_ALL, OnOneself.FORBIDDEN, Roles.WRITERS);

  /** The column of scopes and permissions; any one of them is enough. */
  private static final class Scopes {
    static final Set<String> READ =
        Set.of(
            "UserAuthMethod-QR.Read",
            "UserAuthMethod-QR.Read.All",
            "UserAuthMethod-QR.ReadWrite",
            "UserAuthMethod-QR.ReadWrite.All",
            "UserAuthenticationMethod.Read",
            "UserAuthenticationMethod.Read.All",
            "UserAuthenticationMethod.ReadWrite",
            "UserAuthenticationMethod.ReadWrite.All");
    static final Set<String> READ_ALL =
        Set.of(
            "UserAuthMethod-QR.Read.All",
            "UserAuthMethod-QR.ReadWrite.All",
            "UserAuthenticationMethod.Read.All",
            "UserAuthenticationMethod.ReadWrite.All");
    static final Set<String> WRITE =
        Set.of(
            "UserAuthMethod-QR.ReadWrite",
            "UserAuthMethod-QR.ReadWrite.All",
            "UserAuthenticationMethod.ReadWrite",
            "UserAuthenticationMethod.ReadWrite.All");
    static final Set<String> WRITE_ALL =
        Set.of("UserAuthMethod-QR.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All");
    static final Set<String> CHANGE_PIN = Set.of("Directory.AccessAsUser.All");
    static final Set<String> READ_POLICY =
        Set.of("Policy.Read.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod");
    static final Set<String> WRITE_POLICY = Set.of("Policy.ReadWrite.AuthenticationMethod");
    static final Set<String> READ_AUDIT = Set.of("AuditLog.Read.All");
    static final Set<String> SIGN_IN = Set.of("QrCodePin.SignIn");
  }

  /** The column that says whether people may do it to themselves. */
  private enum OnOneself {
    ALLOWED,
    /** On nobody else, whatever the caller's permissions and roles. */
    ONLY,
    FORBIDDEN,
    IF_SELF_ENROLMENT
  }

  /** The column of roles that a person needs to act on others or on the tenant. */
  private static final class Roles {
    static final Set<DirectoryRole> READERS =
        Set.of(
            GLOBAL_READER, AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
    static final Set<DirectoryRole> WRITERS =
        Set.of(AUTHENTICATION_ADMINISTRATOR, PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
    static final Set<DirectoryRole> POLICY_READERS =
        Set.of(GLOBAL_READER, AUTHENTICATION_POLICY_ADMINISTRATOR);
    static final Set<DirectoryRole> POLICY_WRITERS = Set.of(AUTHENTICATION_POLICY_ADMINISTRATOR);

    static final Set<DirectoryRole> AUDIT_READERS = Set.of(REPORTS_READER, GLOBAL_READER);

    /** No person may do it to others or to the tenant. */
    static final Set<DirectoryRole> NONE = Set.of();
  }

  private final Set<String> scopes;
  private final OnOneself onOneself;
  private final Set<DirectoryRole> roles;

  Operation(Set<String> scopes, OnOneself onOneself, Set<DirectoryRole> roles) {
    this.scopes = scopes;
    this.onOneself = onOneself;
    this.roles = roles;
  }

  /** Whether the caller may do it to themselves. */
  public boolean allowsOnOneself(Caller caller, AccessSettings settings) {
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

  /** Whether the caller may do it to others, as far as those are in no protected group. */
  public boolean allowsOnOthers(Caller caller) {
    return onOneself != OnOneself.ONLY
        && caller.permissions().stream().anyMatch(it -> it.endsWith(".All") && scopes.contains(it))
        && hasRoleOrNeedsNone(caller);
  }

  /** Whether the caller may do it to the tenant, as to its configuration. */
  public boolean allowsOnTenant(Caller caller) {
    return !Collections.disjoint(caller.permissions(), scopes) && hasRoleOrNeedsNone(caller);
  }

  /** Whether the caller may do it to {@code target}, who is somebody else. */
  public boolean allowsOnOther(Subscriber target, Caller caller, AccessSettings settings) {
    return allowsOnOthers(caller)
        && (isRead() || !settings.isProtected(target.groups()) || isTrusted(caller, settings));
  }

  /** A global reader changes nothing. */
  private boolean isRead() {
    return roles.contains(GLOBAL_READER);
  }

  /** A delegated caller without a user id is denied: the target could be the caller. */
  private boolean hasRoleOrNeedsNone(Caller caller) {
    return switch (caller.kind()) {
      case DELEGATED -> caller.user().isPresent() && !Collections.disjoint(caller.roles(), roles);
      case APPLICATION -> true;
      case UNCLEAR -> false;
    };
  }

  private static boolean isTrusted(Caller caller, AccessSettings settings) {
    return switch (caller.kind()) {
      case DELEGATED -> caller.roles().contains(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
      case APPLICATION -> caller.clientId().filter(settings::isTrusted).isPresent();
      case UNCLEAR -> false;
    };
  }
}
