/**
 * A small application in which people sign in with badge and PIN. The first run deploys it at
 * {@code /sample}, and an embedder can copy it: plain servlets, and a few lines of Jakarta Security
 * in {@link example.shopfloor.SignInPage}. It is a WAR with the embeddable jar in {@code
 * WEB-INF/lib}. Its style sheet, script and {@code web.xml} are in {@code src/sample}.
 *
 * <p>Invariants: it uses only the public API of qrpin, and qrpin does not import it. The device is
 * shared, so a session ends when it is idle, when the next worker signs in, and at sign-out; no
 * page is cached. No page sends a secret back.
 *
 * <p>It does not enrol anybody; the README shows the request that does. It stands below {@code
 * src/main/java}, because {@code mvn liberty:run} compiles no other folder.
 */
package example.shopfloor;
