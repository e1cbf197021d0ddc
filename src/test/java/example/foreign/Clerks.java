package example.foreign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** The application's own users. */
@ApplicationScoped
public class Clerks implements IdentityStore {

  public CredentialValidationResult validate(UsernamePasswordCredential shown) {
    return shown.compareTo("clara", "clara's")
        ? new CredentialValidationResult("clerks", "clara", null, "clara", Set.of("clerks"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
