package example.neighbour;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers every error in the neighbour's own form. */
@Provider
public class OwnErrors implements ExceptionMapper<Throwable> {

  @Override
  public Response toResponse(Throwable error) {
    int status =
        error instanceof WebApplicationException known ? known.getResponse().getStatus() : 500;
    return Response.status(status)
        .type("text/plain")
        .entity("the neighbour regrets: " + error.getClass().getSimpleName())
        .build();
  }
}
