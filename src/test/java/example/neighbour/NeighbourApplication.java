package example.neighbour;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The neighbour's REST application, at its own address. */
@ApplicationPath("/api")
public class NeighbourApplication extends Application {}
