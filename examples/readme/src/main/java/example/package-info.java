/** What the README shows, as a user would write it. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
