package io.qrpin.rest;

import static io.qrpin.access.Operation.READ_POLICY;
import static io.qrpin.access.Operation.WRITE_POLICY;

import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.ConfigurationJson;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The tenant's configuration of the method (Graph: authenticationMethodsPolicy). */
@Path("policies/authenticationmethodspolicy")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PolicyResource {

  private static final String CONFIGURATIONS = "authenticationmethodconfigurations";
  private static final String OURS = CONFIGURATIONS + "/qrcodepin";

  @Inject private MethodConfigurations configurations;
  @Inject private Call call;

  /** Graph: Get authenticationMethodsPolicy; it has one configuration here. */
  @GET
  @Allows(READ_POLICY)
  public JsonObject policy() {
    return JsonParts.object()
        .add("@odata.type", "#microsoft.graph.authenticationMethodsPolicy")
        .add("id", "authenticationMethodsPolicy")
        .add("displayName", "Authentication Methods Policy")
        .add("authenticationMethodConfigurations", current())
        .build();
  }

  /** Graph: List authenticationMethodConfigurations. */
  @GET
  @Path(CONFIGURATIONS)
  @Allows(READ_POLICY)
  public JsonObject list() {
    return JsonParts.object().add("value", current()).build();
  }

  /** Graph: Get qrCodePinAuthenticationMethodConfiguration. */
  @GET
  @Path(OURS)
  @Allows(READ_POLICY)
  public JsonObject get() {
    return ConfigurationJson.of(configurations.current());
  }

  /** Graph: Update qrCodePinAuthenticationMethodConfiguration. */
  @PATCH
  @Path(OURS)
  @Allows(WRITE_POLICY)
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject change(GraphBody body) {
    body.requireType(ConfigurationJson.TYPE);
    return ConfigurationJson.of(
        configurations.change(before -> ConfigurationJson.changed(before, body), call.actor()));
  }

  /** Graph: Delete qrCodePinAuthenticationMethodConfiguration, back to the defaults. */
  @DELETE
  @Path(OURS)
  @Allows(WRITE_POLICY)
  public void reset() {
    configurations.reset(call.actor());
  }

  private JsonArrayBuilder current() {
    return JsonParts.array().add(ConfigurationJson.of(configurations.current()));
  }
}
