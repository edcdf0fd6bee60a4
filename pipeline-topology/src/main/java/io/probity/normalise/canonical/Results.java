package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.WarningCode;
import io.probity.model.Money;
import io.probity.model.Result;
import io.probity.normalise.Item;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The specification's {@code result}. */
final class Results {
    /** Of an amount, on either side of its point: written out, 1e999999999 would fill the memory. */
    private static final int MOST_PLACES = 100;

    private Results() {}

    static @Nullable Result read(Item item) {
        if (!item.at("result").isObject()) {
            return null;
        }
        return new Result(
                item.text("result", "status"),
                item.id("result", "desiredStateId"),
                money(item),
                item.flag("result", "approvalRequired"),
                item.id("result", "deploymentId"));
    }

    /** A bare amount with its currency beside it, or an object of both. The specification gives no currency: then it is empty. */
    private static @Nullable Money money(Item item) {
        JsonNode cost = item.at("result", "estimatedCost");
        JsonNode amount = cost.isObject() ? cost.path("amount") : cost;
        JsonNode currency = cost.isObject() ? cost.path("currency") : item.at("result", "currency");
        String digits = Item.scalar(amount);
        if (digits == null) {
            return null;
        }
        try {
            String given = requireShort(digits.strip());
            BigDecimal exact = amount.isNumber() ? amount.decimalValue() : new BigDecimal(given);
            if (Math.abs((long) exact.scale()) <= MOST_PLACES) {
                return new Money(exact.toPlainString(), currency.isTextual() ? currency.textValue() : "");
            }
        } catch (NumberFormatException e) {
            // said below
        }
        item.draft().warn(WarningCode.FIELD_UNREADABLE, "result.estimatedCost is not an amount");
        return null;
    }

    /** Before it is parsed, which takes the square of its length. */
    private static String requireShort(String digits) {
        if (digits.length() > MOST_PLACES) {
            throw new NumberFormatException(digits.length() + " characters");
        }
        return digits;
    }
}
