package io.probity.serve;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;

/**
 * What is left of the body of a request that is refused before it is read. A client that keeps its connection sends the next
 * request behind that rest, and the server, which cannot tell the two apart, closes under it. So a little is read and forgotten,
 * and where there is more the answer says that the connection ends.
 */
final class Remainder implements ContainerResponseFilter {
    /** As much as a webhook usually has; more is not worth reading for somebody who is not let in. */
    private static final int MOST_BYTES = 64 << 10;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= 400 && request.hasEntity() && !isRead(request)) {
            response.getHeaders().putSingle("Connection", "close");
        }
    }

    private static boolean isRead(ContainerRequestContext request) {
        if (request.getLength() > MOST_BYTES) {
            return false;
        }
        try {
            byte[] step = new byte[8 << 10];
            int left = MOST_BYTES;
            while (left > 0) {
                int read = request.getEntityStream().read(step, 0, Math.min(step.length, left));
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
            return false;
        } catch (IOException | IllegalStateException gone) {
            return false; // it was broken off, or somebody has closed it
        }
    }
}
