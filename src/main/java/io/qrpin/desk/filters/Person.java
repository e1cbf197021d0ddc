package io.qrpin.desk.filters;

import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.Claims;
import io.qrpin.access.DeskPolicy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is signed in at the desk: what their session holds. The claims are kept and not the
 * token, which could be used elsewhere.
 */
public final class Person implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String IN_SESSION = Person.class.getName();

  private static final int FORM_KEY_BYTES = 20;

  /** Of a type that every session store can write. */
  private final HashMap<String, HashSet<String>> claims = new HashMap<>();

  private final Instant provenAt;
  private final Instant begunAt;
  private final String formKey;

  private Person(Claims claims, Instant provenAt, Instant begunAt, String formKey) {
    claims.byName().forEach((name, texts) -> this.claims.put(name, new HashSet<>(texts)));
    this.provenAt = provenAt;
    this.begunAt = begunAt;
    this.formKey = formKey;
  }

  /**
   * Begins a session.
   *
   * @param provenAt when the person last showed the provider who they are
   */
  public static Person begin(
      HttpServletRequest request,
      Claims claims,
      Instant provenAt,
      DeskPolicy policy,
      Clock clock,
      SecureRandom random) {
    byte[] key = new byte[FORM_KEY_BYTES];
    random.nextBytes(key);
    Person person =
        new Person(
            claims,
            provenAt,
            clock.instant(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    person.enter(request, policy);
    return person;
  }

  /** Puts them into the request's session, and begins it if there is none. */
  public void enter(HttpServletRequest request, DeskPolicy policy) {
    HttpSession session = request.getSession(true);
    session.setMaxInactiveInterval((int) policy.idle().toSeconds());
    session.setAttribute(IN_SESSION, this);
  }

  /** The person of a request's session; empty if it has none, or one that is too old. */
  public static Optional<Person> of(HttpServletRequest request, DeskPolicy policy, Clock clock) {
    HttpSession session = request.getSession(false);
    return Optional.ofNullable(session)
        .map(it -> it.getAttribute(IN_SESSION))
        .map(Person.class::cast)
        .filter(it -> clock.instant().isBefore(it.begunAt.plus(policy.longest())));
  }

  /** The person as the permission table sees them. */
  Caller caller(AccessSettings settings) {
    return Caller.atDesk(claims(), settings);
  }

  private Claims claims() {
    return new Claims(Map.<String, Set<String>>copyOf(claims));
  }

  /** The name to greet them with. */
  public String name() {
    return claims().first("name", "preferred_username", "upn", "email", "oid", "sub").orElse("");
  }

  /** Every form of this session sends this text back. */
  public String formKey() {
    return formKey;
  }

  /** Whether the person has shown who they are within a few minutes. */
  public boolean isFresh(Clock clock) {
    return clock.instant().isBefore(provenAt.plus(DeskPolicy.FRESH));
  }

  @Override
  public String toString() {
    return "Person[hidden]";
  }
}
