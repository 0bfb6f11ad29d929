import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** A Neo4j server over the home folder given; it says its Bolt address, and lives as long as its
 * standard input is open. */
public final class Serve {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("conf").resolve("neo4j.conf"))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        GraphDatabaseAPI system = (GraphDatabaseAPI) server.database(
                GraphDatabaseSettings.SYSTEM_DATABASE_NAME);
        System.out.println("bolt://" + system.getDependencyResolver()
                .resolveDependency(ConnectorPortRegister.class)
                .getLocalAddress(ConnectorType.BOLT));
        while (System.in.read() >= 0) {
            // nothing is said here; the parent's end of the pipe closes when it dies
        }
        System.exit(0);
    }
}
