/** The smallest application that injects qrpin; two of them stand beside it on one server. */
package example.guest;
