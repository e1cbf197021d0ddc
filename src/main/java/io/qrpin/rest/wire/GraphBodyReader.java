package io.qrpin.rest.wire;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a {@link GraphBody} parameter. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class GraphBodyReader implements MessageBodyReader<GraphBody> {

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == GraphBody.class;
  }

  @Override
  public GraphBody readFrom(
      Class<GraphBody> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream content)
      throws IOException {
    return GraphBody.read(content);
  }
}
