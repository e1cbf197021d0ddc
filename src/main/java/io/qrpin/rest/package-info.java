/**
 * The second door: HTTP, with Microsoft Graph's own contract.
 *
 * <p>A resource only translates: it reads the body, calls one operation, and maps every outcome. It
 * also holds the JSON that only it writes. The packages below it are layers, and each uses only
 * those before it: {@code errors}, {@code wire}, {@code filters}, and then the resources here.
 *
 * <p>Invariants: Graph's names exist only here; strings end here; no entity passes through; errors
 * have one shape. It holds no rule about PINs, decides no permission ({@code access} does), and
 * opens no transaction. The embeddable jar leaves it out.
 */
package io.qrpin.rest;
