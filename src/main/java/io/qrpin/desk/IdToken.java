package io.qrpin.desk;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;

/**
 * The id token with which Liberty has signed somebody in. Liberty's API for it is in no repository
 * of artifacts, so it is called by its name ({@code PropagationHelper} in the feature {@code
 * openidConnectClient-1.0}).
 */
final class IdToken {

  private static final String API = "com.ibm.websphere.security.openidconnect.PropagationHelper";

  /** Its implementation is not visible to applications, its interface is. */
  private static final String TOKEN = "com.ibm.websphere.security.openidconnect.token.IdToken";

  private IdToken() {}

  /** The claims of the current caller's token; empty if the login was no OpenID Connect. */
  static Optional<Map<?, ?>> claims() {
    try {
      Object token = Class.forName(API).getMethod("getIdToken").invoke(null);
      return token == null
          ? Optional.empty()
          : Optional.ofNullable(
              (Map<?, ?>) Class.forName(TOKEN).getMethod("getAllClaims").invoke(token));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the id token cannot be read", e);
    }
  }
}
