package io.qrpin.benchmark.nothing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Checks the token, and answers with nothing. */
@Path("nothing")
@RequestScoped
public class NothingResource {

  @GET
  public void get(@Context SecurityContext security) {
    if (security.getUserPrincipal() == null) {
      throw new NotAuthorizedException("Bearer");
    }
  }
}
