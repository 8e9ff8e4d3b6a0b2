// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Disposition;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JakartaValidationTest {

    // tag::bean[]
    record Order(
            @NotNull String id,
            @NotNull @Email String email,
            @PositiveOrZero BigDecimal value) {}
    // end::bean[]

    @Test
    void constraints_asRules_nameWhatDoesNotFit() {
        try (PilotMetrics pilot = PilotMetrics.create("shop-pilot");
                ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            // tag::rules[]
            Validator validator = factory.getValidator();
            Handler<Order> orders = pilot.handler("order.ingest", Order.class)
                    .malformedIf(
                            "bad_email",
                            order -> !validator.validateProperty(order, "email").isEmpty())
                    .malformedIf(
                            "constraints", order -> !validator.validate(order).isEmpty())
                    .register();
            // end::rules[]
            Consumer<Order> onOrder = orders.consumer(order -> {});
            onOrder.accept(order("1", "pat@example.test", "9.99"));
            onOrder.accept(order("2", "no address", "9.99"));
            onOrder.accept(order("3", null, "9.99"));
            onOrder.accept(order("4", "pat@example.test", "-1"));
            assertThat(orders.snapshot().count(Disposition.MALFORMED)).isEqualTo(3);
            assertThat(orders.snapshot().malformed()).isEqualTo(Map.of("bad_email", 2L, "constraints", 1L));
            assertThat(orders.snapshot().instrumentationErrors()).isEmpty();
        }
    }

    @SuppressWarnings("NullAway") // what a sender leaves out, a parser leaves null
    private static Order order(String id, @Nullable String email, String value) {
        return new Order(id, email, new BigDecimal(value));
    }
}
