/** The smallest application that injects qrpin. Two copies of it run beside qrpin on one server. */
package example.guest;
