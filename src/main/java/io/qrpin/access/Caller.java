package io.qrpin.access;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.SubscriberId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The caller, as a verified token describes it (Microsoft identity platform, access token claims).
 *
 * @param kind decided by the form of the token and not by what it allows
 * @param permissions the scopes of a delegated token, or the permissions of an application's
 * @param roles directory roles; only delegated callers have any
 * @param user how a delegated token names the person for whom it speaks; the directory says who
 *     that is
 * @param clientId the application that got the token
 */
public record Caller(
    Kind kind,
    Set<String> permissions,
    Set<DirectoryRole> roles,
    Optional<SubscriberId> user,
    Optional<String> clientId) {

  /** The scopes for which the desk stands. */
  private static final Set<String> AT_DESK =
      Set.of("UserAuthMethod-QR.ReadWrite.All", "Policy.ReadWrite.AuthenticationMethod");

  /** The kinds of callers. */
  public enum Kind {
    /** A person, through an application. */
    DELEGATED,
    /** An application, for itself. */
    APPLICATION,
    /** The token does not say which; it allows nothing. */
    UNCLEAR
  }

  /**
   * Reads the claims. A token with {@code scp} is delegated. {@code scope} makes it delegated too,
   * but not beside the marker of an application ({@code idtyp} is {@code app}), because many
   * issuers write {@code scope} into every token.
   */
  public static Caller of(Claims claims, AccessSettings settings) {
    Optional<String> clientId = claims.first("azp", "appid", "client_id");
    boolean isMarked = claims.all("idtyp").equals(Set.of("app"));
    if (claims.has("scp") || (claims.has("scope") && !isMarked)) {
      Set<String> scopes = new HashSet<>(claims.words("scp"));
      scopes.addAll(claims.words("scope"));
      return delegated(claims, scopes, clientId, settings);
    }
    if (isMarked) {
      return new Caller(
          Kind.APPLICATION,
          settings.applicationPermissionsClaim().map(claims::words).orElse(claims.all("roles")),
          Set.of(),
          Optional.empty(),
          clientId.or(() -> claims.first("sub")));
    }
    return new Caller(Kind.UNCLEAR, Set.of(), Set.of(), Optional.empty(), clientId);
  }

  /**
   * Reads the claims of an id token, with which a person has signed in at the desk. The desk asks
   * the permission table like an application that has all scopes for other people: the person's
   * roles alone decide.
   */
  public static Caller atDesk(Claims claims, AccessSettings settings) {
    return delegated(claims, AT_DESK, Optional.of("qrpin-desk"), settings);
  }

  private static Caller delegated(
      Claims claims, Set<String> scopes, Optional<String> clientId, AccessSettings settings) {
    Optional<String> user =
        settings.userClaim().map(claims::first).orElseGet(() -> claims.first("oid", "sub"));
    return new Caller(
        Kind.DELEGATED,
        Set.copyOf(scopes),
        DirectoryRole.in(claims, settings),
        user.filter(SubscriberId::isValid).map(SubscriberId::new),
        clientId);
  }

  /**
   * The caller as the audit trail names it.
   *
   * @param requestId the id of the request, which answers, logs and audit rows repeat
   */
  public Actor actor(String requestId) {
    return user.map(id -> Actor.user(id, clientId, requestId))
        .orElseGet(() -> Actor.application(clientId.orElse("unknown"), requestId));
  }
}
