package example.neighbour;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Its own door, at an address of its own. */
@ApplicationPath("/api")
public class NeighbourApplication extends Application {}
