package io.qrpin.rest;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.SubscriberId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as a verified token says it (contract of access: Microsoft identity platform, access
 * token claims).
 *
 * @param kind what the token speaks for; decided by its form and not by what it allows
 * @param permissions scopes of a delegated token, or roles of an application's; none otherwise
 * @param roles directory roles; only delegated callers have any
 * @param user the person a delegated token speaks for
 * @param clientId the application that got the token
 */
record Caller(
    Kind kind,
    Set<String> permissions,
    Set<DirectoryRole> roles,
    Optional<SubscriberId> user,
    Optional<String> clientId) {

  enum Kind {
    /** A person, through an application. */
    DELEGATED,
    /** An application for itself. */
    APPLICATION,
    /** Neither is said clearly; such a token allows nothing. */
    UNCLEAR
  }

  static Caller of(Claims claims, AccessSettings settings) {
    Optional<String> clientId = claims.first("azp", "appid", "client_id");
    if (claims.has("scp") || claims.has("scope")) {
      Set<String> scopes = new HashSet<>(claims.words("scp"));
      scopes.addAll(claims.words("scope"));
      Optional<String> user =
          settings.userClaim().map(claims::first).orElseGet(() -> claims.first("oid", "sub"));
      return new Caller(
          Kind.DELEGATED,
          Set.copyOf(scopes),
          DirectoryRole.in(claims, settings),
          user.filter(SubscriberId::isValid).map(SubscriberId::new),
          clientId);
    }
    if (claims.all("idtyp").equals(Set.of("app"))) {
      return new Caller(
          Kind.APPLICATION,
          claims.all("roles"),
          Set.of(),
          Optional.empty(),
          clientId.or(() -> claims.first("sub")));
    }
    return new Caller(Kind.UNCLEAR, Set.of(), Set.of(), Optional.empty(), clientId);
  }

  /** Who will stand in the audit row. */
  Actor actor(RequestIds ids) {
    return user.map(id -> Actor.user(id, clientId, ids.requestId()))
        .orElseGet(() -> Actor.application(clientId.orElse("unknown"), ids.requestId()));
  }
}
