package io.probity.normalise.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Target;
import io.probity.normalise.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call was about: the first resource that the record lists, else the best of its parameters. */
final class CloudTrailTarget {
    /** A parameter that names a thing: the finer before the coarser, since a call may carry both. */
    private record Parameter(String name, String type) {}

    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("accessKeyId", "AccessKey"),
            new Parameter("userName", "User"),
            new Parameter("roleName", "Role"),
            new Parameter("roleArn", "Role"),
            new Parameter("groupName", "Group"),
            new Parameter("policyArn", "Policy"),
            new Parameter("instanceProfileName", "InstanceProfile"),
            new Parameter("bucketName", "Bucket"),
            new Parameter("instanceId", "Instance"),
            new Parameter("groupId", "SecurityGroup"),
            new Parameter("networkAclId", "NetworkAcl"),
            new Parameter("snapshotId", "Snapshot"),
            new Parameter("volumeId", "Volume"),
            new Parameter("imageId", "Image"),
            new Parameter("vpcId", "Vpc"),
            new Parameter("functionName", "Function"),
            new Parameter("secretId", "Secret"),
            new Parameter("keyId", "Key"),
            new Parameter("trailName", "Trail"),
            new Parameter("detectorId", "Detector"),
            new Parameter("dBInstanceIdentifier", "DBInstance"),
            new Parameter("dBClusterIdentifier", "DBCluster"),
            new Parameter("dBSnapshotIdentifier", "DBSnapshot"),
            new Parameter("repositoryName", "Repository"),
            new Parameter("logGroupName", "LogGroup"),
            new Parameter("projectName", "Project"),
            new Parameter("stackName", "Stack"),
            new Parameter("clusterName", "Cluster"),
            new Parameter("documentName", "Document"),
            new Parameter("configurationRecorderName", "ConfigurationRecorder"),
            new Parameter("deliveryChannelName", "DeliveryChannel"),
            new Parameter("resourceId", "Resource"),
            new Parameter("resourceArn", "Resource"),
            new Parameter("name", ""));

    private CloudTrailTarget() {}

    static @Nullable Target of(Item item) {
        JsonNode resource = item.at("resources").path(0);
        String arn = Item.scalar(resource.path("ARN"));
        arn = arn == null ? Item.scalar(resource.path("arn")) : arn;
        if (arn != null) {
            return new Target(resource.path("type").asText(""), arn, null);
        }
        for (var parameter : PARAMETERS) {
            String value = Item.scalar(item.at("requestParameters", parameter.name()));
            if (value != null) {
                // What users are called is personal; ids of things are not.
                boolean person = parameter.type().equals("User");
                return new Target(parameter.type(), person ? null : value, person ? value : null);
            }
        }
        return null;
    }
}
