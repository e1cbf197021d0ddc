package io.qrpin.desk;

import static io.qrpin.access.Operation.ENROL_IN_BULK;
import static io.qrpin.access.Operation.READ;
import static io.qrpin.access.Operation.READ_POLICY;

import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.AllowsEveryRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** The first page, and the way out. */
@Path("")
@RequestScoped
public class StartResource {

  @Inject private Call call;
  @Inject private HttpServletRequest request;

  @GET
  @Path("start")
  @AllowsEveryRole
  public Response start() {
    return call.page(
        200,
        "start",
        Map.of(
            "readsWorkers", call.allowsSomewhere(READ),
            "sendsLists", call.allowsSomewhere(ENROL_IN_BULK),
            "readsConfiguration", call.allowsSomewhere(READ_POLICY)));
  }

  @POST
  @Path("sign-out")
  @AllowsEveryRole
  public Response signOut() {
    request.getSession().invalidate();
    // Without it, browsers show the last page again when somebody goes back.
    return Response.fromResponse(call.page(200, "signed-out", Map.of()))
        .header("Clear-Site-Data", "\"cache\"")
        .build();
  }
}
