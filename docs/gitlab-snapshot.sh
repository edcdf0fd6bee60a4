#!/usr/bin/env bash
# Asks GitLab what the settings of a project or of a group are, and writes the events that say so, one a line:
#
#   GITLAB=https://gitlab.example.com TOKEN=glpat-… docs/gitlab-snapshot.sh 77 > events.ndjson
#   GITLAB=https://gitlab.example.com TOKEN=glpat-… docs/gitlab-snapshot.sh group 35 >> events.ndjson
#
# TOKEN needs read_api and the role of a maintainer, of a group that of an owner; an administrator's is told more (the licence, who has a second
# factor, who is active).
# What GitLab does not answer is named on stderr and left out of the event: a control over it is UNKNOWN then. What its API does not hold
# you may say in KNOWN, such as KNOWN='{"namespace": {"saml_enabled": true}, "status_page": {"enabled": false}}', of a group KNOWN='{"saml": {"enabled": true}}'.
# Needs curl and jq.
set -euo pipefail
usage='usage: gitlab-snapshot.sh PROJECT-ID, or gitlab-snapshot.sh group GROUP-ID'
kind=project id=${1:?$usage}
if [ "$id" = group ]; then kind=group id=${2:?$usage}; fi
: "${GITLAB:?the address of GitLab}" "${TOKEN:?an access token}"
at=$(date -u +%FT%TZ)

# The answer, or null where there is none; anything but 200, 403 and 404 ends the script: half an answer is none.
ask() {
    local answer status
    answer=$(curl -sS -w '\n%{http_code}' -H "PRIVATE-TOKEN: $TOKEN" "$GITLAB/api/v4/$1")
    status=${answer##*$'\n'}
    case $status in
        200) printf '%s\n' "${answer%$'\n'*}" ;;
        403 | 404) echo "not answered ($status): $1" >&2; echo null ;;
        *) echo "GitLab answers $status to $1" >&2; exit 1 ;;
    esac
}

# All pages of a list; null where there is none. A part of a list would tell something false.
all() {
    local page=1 answer joined='[]'
    while :; do
        answer=$(ask "$1?per_page=100&page=$page")
        if [ "$answer" = null ]; then echo null; return; fi
        joined=$(jq -cn --argjson a "$joined" --argjson b "$answer" '$a + $b')
        if [ "$(jq length <<<"$answer")" -lt 100 ]; then echo "$joined"; return; fi
        page=$((page + 1))
    done
}

graphql() {
    jq -cn --arg q "$1" '{query: $q}' | curl -fsS -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
        -d @- "$GITLAB/api/graphql" | jq -c '.data.project // null'
}

if [ $kind = group ]; then
    group=$(ask "groups/$id")
    if [ "$group" = null ]; then echo "GitLab shows no group $id" >&2; exit 1; fi
    # GitLab answers it of a top-level group, and leaves out those whom it does not bill for, such as guests of some plans.
    members=$(all "groups/$id/billable_members")
    jq -cn --arg at "$at" --arg id "$id" --argjson known "${KNOWN:-null}" --slurpfile group <(echo "$group") --slurpfile members <(echo "$members") '
      def said: map_values(if type == "object" then with_entries(select(.value != null)) else . end) | with_entries(select(.value != null and .value != {}));
      ($members[0]) as $m
      # an answer without the attribute at all does not say that somebody was never active
      | (if ($m | length) > 0 and all($m[]; has("last_activity_on")) then $m else null end) as $shown
      | {id: "gitlab_group_settings-\($id)-\($at)", eventType: "gitlab_group_settings", timestamp: $at, source: "gitlab-poll",
         scope: {kind: "group", id: $id, path: $group[0].full_path}, data: ({
           group: ($group[0] | {require_two_factor_authentication, two_factor_grace_period}),
           members: (if $shown then {never_active: ($shown | map(select(.last_activity_on == null)) | length),
             least_active_on: ($shown | map(.last_activity_on | select(. != null)) | min)} else null end)} | said * ($known // {}))}'
    exit
fi

p=projects/$id
project=$(ask "$p")
if [ "$project" = null ]; then echo "GitLab shows no project $id" >&2; exit 1; fi
branch=$(jq -r '.default_branch // ""' <<<"$project")
path=$(jq -r .path_with_namespace <<<"$project")
in_group=$(jq -r '.namespace | select(.kind == "group") | .id' <<<"$project")

approvals=$(ask "$p/approvals")
rules=$(all "$p/approval_rules")
push_rule=$(ask "$p/push_rule")
job_token_scope=$(ask "$p/job_token_scope")
error_tracking=$(ask "$p/error_tracking/settings")
hooks=$(all "$p/hooks")
members=$(all "$p/members/all")
branches=$(all "$p/protected_branches")
oldest=$(ask "$p/repository/branches?sort=updated_asc&per_page=1")
lint=$(ask "$p/ci/lint")
licence=$(ask license)
group=null
if [ -n "$in_group" ]; then group=$(ask "groups/$in_group"); fi

# Of what only administrators are shown, all or nothing: a member that is not told of would pass for one that is well.
users='[]'
for member in $(jq -r '.[]?.id' <<<"$members"); do
    user=$(ask "users/$member")
    users=$(jq -cn --argjson a "$users" --argjson u "$user" '$a + [$u]')
done

owners=false
for file in CODEOWNERS docs%2FCODEOWNERS .gitlab%2FCODEOWNERS; do
    if [ -n "$branch" ]; then
        there=$(ask "$p/repository/files/$file?ref=HEAD" 2>/dev/null)
        if [ "$there" != null ]; then owners=true; fi
    fi
done

jobs=null pipeline=null
if [ -n "$branch" ]; then
    pipeline=$(ask "$p/pipelines?status=success&per_page=1&ref=$(jq -rn --arg b "$branch" '$b | @uri')" | jq -c '.[0]? // null')
    if [ "$pipeline" != null ]; then jobs=$(all "$p/pipelines/$(jq .id <<<"$pipeline")/jobs"); fi
fi

open='state: [DETECTED, CONFIRMED]'
found=$(graphql "{project(fullPath: \"$path\") {
    terraformStates {count}
    all: vulnerabilities($open, sort: detected_asc, first: 1) {nodes {detectedAt}}
    hunted: vulnerabilities($open, scanner: [\"packagehunter\"], first: 1) {nodes {detectedAt}}}}")

jq -cn --arg at "$at" --arg id "$id" --argjson owners "$owners" --argjson known "${KNOWN:-null}" \
    --slurpfile project <(echo "$project") --slurpfile approvals <(echo "$approvals") --slurpfile rules <(echo "$rules") \
    --slurpfile push_rule <(echo "$push_rule") --slurpfile scope <(echo "$job_token_scope") --slurpfile errors <(echo "$error_tracking") \
    --slurpfile hooks <(echo "$hooks") --slurpfile members <(echo "$members") --slurpfile users <(echo "$users") \
    --slurpfile branches <(echo "$branches") --slurpfile oldest <(echo "$oldest") --slurpfile lint <(echo "$lint") \
    --slurpfile licence <(echo "$licence") --slurpfile group <(echo "$group") --slurpfile found <(echo "$found") \
    --slurpfile pipeline <(echo "$pipeline") --slurpfile jobs <(echo "$jobs") '
  def known: with_entries(select(.value != null));
  def said: map_values(if type == "object" then known else . end) | with_entries(select(.value != null and .value != {}));
  def from($level): map(select(.access_level >= $level)) | length;
  # the lowest role that may; "others" where only people, groups or keys are named that may
  def level: if . == null then null
    else (map(select(.user_id == null and .group_id == null and .deploy_key_id == null) | .access_level)) as $roles
      | ($roles | map(select(. > 0)) | min) // (if any(.[]; .user_id != null or .group_id != null or .deploy_key_id != null) then "others" else 0 end)
    end;
  def event($type; $key; $data): {id: "\($type)-\($id)\($key)-\($at)", eventType: $type, timestamp: $at, source: "gitlab-poll",
    scope: {kind: "project", id: $id}, data: $data};
  # GitLab takes * for any characters, a slash among them
  def covers($branch): . as $rule | $branch | test("^" + ($rule | gsub("(?<c>[^A-Za-z0-9*])"; "\\\(.c)") | gsub("\\*"; ".*")) + "$");

  ($project[0]) as $p | ($members[0]) as $m | ($users[0]) as $u | ($branches[0]) as $b | ($found[0]) as $f
  | (if ($u | length) > 0 and all($u[]; . != null and has("two_factor_enabled")) then $u else null end) as $shown
  | event("gitlab_project_settings"; ""; {
      project: ($p | {visibility, merge_method, only_allow_merge_if_all_discussions_are_resolved,
        only_allow_merge_if_all_status_checks_passed, builds_access_level, secret_push_protection_enabled,
        restrict_user_defined_variables, archived, forks_count, last_activity_at, empty_repo, issues_access_level,
        repository_access_level, default_branch, marked_for_deletion: (.marked_for_deletion_on != null)}),
      approvals: ($approvals[0] // {} | {merge_requests_author_approval, merge_requests_disable_committers_approval,
        disable_overriding_approvers_per_merge_request, reset_approvals_on_push}),
      approval_rules: (if $rules[0] then {total: ($rules[0] | length)} else null end),
      push_rule: ($push_rule[0] // {} | {reject_unsigned_commits}),
      job_token_scope: ($scope[0] // {} | {inbound_enabled}),
      error_tracking: ($errors[0] // {} | {active}),
      webhooks: (if $hooks[0] then {insecure: ($hooks[0] | map(select(.url | startswith("https") | not)) | length)} else null end),
      members: (if $m then {total: ($m | length), reporters: ($m | from(20)), maintainers: ($m | from(40)), owners: ($m | from(50))}
        + (if $shown then {without_second_factor: ($u | map(select(.two_factor_enabled | not)) | length),
             never_active: ($u | map(select(.last_activity_on == null)) | length),
             least_active_on: ($u | map(.last_activity_on | select(. != null)) | min)} else {} end) else null end),
      protected_branches: (if $b then {total: ($b | length)} else null end),
      namespace: ($group[0] // {} | {require_two_factor_authentication, two_factor_grace_period}),
      branches: (if ($oldest[0] | length) > 0 then {oldest_commit_at: $oldest[0][0].commit.committed_date} else null end),
      code_owners: {file: $owners},
      ci_lint: ($lint[0] // {} | {valid}),
      license: ($licence[0] // {} | {plan}),
      terraform_states: (if $f.terraformStates then {total: $f.terraformStates.count} else null end),
      vulnerabilities: (if $f.all then {open: ($f.all.nodes | length), oldest_open_at: $f.all.nodes[0].detectedAt,
        package_hunter_open: (if $f.hunted then $f.hunted.nodes | length else null end)} else null end)} | said * ($known // {})),
    ($rules[0] // [] | .[] | event("gitlab_approval_rule"; "-\(.id)"; {approval_rule: {id, approvals_required}})),
    ($b // [] | .[] | event("gitlab_protected_branch"; "-\(.name)"; {protected_branch: ({name, allow_force_push, code_owner_approval_required,
      push_level: (.push_access_levels | level), merge_level: (.merge_access_levels | level)} | known)})),
    (if $b and $p.default_branch and (any($b[]; .name | covers($p.default_branch)) | not)
     then event("gitlab_protected_branch"; "-\($p.default_branch)"; {protected_branch: {name: $p.default_branch, push_level: -1, merge_level: -1}})
     else empty end),
    (if $jobs[0] then event("gitlab_pipeline_reports"; "-\($pipeline[0].id)"; {pipeline: $pipeline[0].id,
       reports: ([$jobs[0][] | (.name | ascii_downcase | gsub("-"; "_")) as $job | .artifacts[]?.file_type
         | if . == "sast" and ($job | test("iac_sast")) then "iac" else . end
         | select(IN("sast", "secret_detection", "dependency_scanning", "container_scanning", "license_scanning", "dast", "api_fuzzing",
             "coverage_fuzzing", "codequality", "iac"))] | unique)})
     else empty end)'
