package io.qrpin.rest;

import static io.qrpin.access.Operation.READ;

import io.qrpin.credential.MethodLifecycle;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Allows;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.MethodJson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/**
 * A worker's list of authentication methods, with this one method (Graph: authenticationMethod).
 */
@Path("users/{user}/authentication/methods")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MethodsResource {

  @Inject private MethodLifecycle methods;
  @Inject private Call call;

  /** Graph: List methods. */
  @GET
  @Allows(READ)
  public JsonObject list() {
    JsonArrayBuilder value = JsonParts.array();
    method().ifPresent(value::add);
    return JsonParts.object().add("value", value).build();
  }

  /** Graph: Get authenticationMethod. */
  @GET
  @Path("{id}")
  @Allows(READ)
  public JsonObject get(@PathParam("id") String id) {
    return method()
        .filter(method -> method.getString("id").equals(id))
        .orElseThrow(Refusal::notFound);
  }

  private Optional<JsonObject> method() {
    return methods
        .find(call.subscriber().id())
        .map(details -> MethodJson.withoutSecrets(details, call.version()));
  }
}
