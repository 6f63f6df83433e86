--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: refuse_audit_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: absence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.absence (
    id integer NOT NULL,
    person_id integer NOT NULL,
    deputy_id integer NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    zone character varying NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL
);


--
-- Name: absence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.absence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: absence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.absence_id_seq OWNED BY public.absence.id;


--
-- Name: access_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_link (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    person_id integer NOT NULL,
    purpose character varying NOT NULL,
    message_key text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);


--
-- Name: access_link_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.access_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: access_link_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.access_link_id_seq OWNED BY public.access_link.id;


--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id integer NOT NULL,
    address text NOT NULL,
    name text NOT NULL,
    password_hash text,
    password_set_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    language character varying DEFAULT 'ru'::character varying NOT NULL
);


--
-- Name: account_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_grant (
    account_id integer NOT NULL,
    role character varying NOT NULL,
    party_id integer NOT NULL,
    roadmap_id integer NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by text NOT NULL
);


--
-- Name: account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: account_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;


--
-- Name: account_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_link (
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    purpose character varying NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: account_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_session (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying,
    client text NOT NULL,
    agent text NOT NULL
);


--
-- Name: account_session_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_session_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: account_session_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.account_session_id_seq OWNED BY public.account_session.id;


--
-- Name: agenda_queue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agenda_queue (
    next_action_at timestamp with time zone NOT NULL,
    occurrence_id integer NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: api_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_answer (
    token_id integer NOT NULL,
    key character varying NOT NULL,
    request_sha256 character varying NOT NULL,
    status integer NOT NULL,
    content bytea NOT NULL,
    kept_at timestamp with time zone NOT NULL
);


--
-- Name: api_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_token (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    name text NOT NULL,
    scopes json NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_on date,
    revoked_at timestamp with time zone
);


--
-- Name: api_token_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.api_token_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: api_token_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.api_token_id_seq OWNED BY public.api_token.id;


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying NOT NULL,
    deed character varying NOT NULL,
    subject character varying NOT NULL,
    details json NOT NULL,
    identity character varying,
    before json,
    after json,
    hash character varying NOT NULL
);


--
-- Name: audit_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_head (
    id integer NOT NULL,
    sequence integer NOT NULL,
    hash character varying NOT NULL,
    at timestamp with time zone
);


--
-- Name: audit_head_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_head_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_head_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_head_id_seq OWNED BY public.audit_head.id;


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;


--
-- Name: audit_text; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_text (
    digest character varying NOT NULL,
    salt character varying NOT NULL,
    kind character varying NOT NULL,
    value text NOT NULL,
    person_id integer
);


--
-- Name: calendar_feed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calendar_feed (
    token_sha256 character varying NOT NULL,
    scope character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);


--
-- Name: coordinator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coordinator (
    person_id integer NOT NULL,
    roadmap_id integer NOT NULL,
    since_at timestamp with time zone NOT NULL
);


--
-- Name: digest_subscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.digest_subscription (
    person_id integer NOT NULL,
    kind character varying NOT NULL,
    next_at timestamp with time zone NOT NULL
);


--
-- Name: disclaimer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disclaimer (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    person_id integer NOT NULL,
    reason text NOT NULL,
    said_at timestamp with time zone NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    answered_by text
);


--
-- Name: disclaimer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.disclaimer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: disclaimer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.disclaimer_id_seq OWNED BY public.disclaimer.id;


--
-- Name: evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    version integer NOT NULL,
    note text,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL,
    nothing_to_report boolean DEFAULT false NOT NULL,
    effective_on date,
    share_percent integer,
    years json DEFAULT '[]'::json NOT NULL,
    result character varying
);


--
-- Name: evidence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;


--
-- Name: evidence_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence_item (
    id integer NOT NULL,
    evidence_id integer NOT NULL,
    "position" integer NOT NULL,
    kind character varying NOT NULL,
    file_name text,
    file_sha256 character varying,
    size_bytes integer,
    content_type character varying,
    scan character varying,
    url text,
    link_id integer
);


--
-- Name: evidence_item_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_item_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_item_id_seq OWNED BY public.evidence_item.id;


--
-- Name: evidence_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence_link (
    id integer NOT NULL,
    url text NOT NULL,
    url_sha256 character varying NOT NULL,
    state character varying NOT NULL,
    since_at timestamp with time zone NOT NULL,
    failures integer NOT NULL,
    steady integer NOT NULL,
    first_host text,
    first_failed_at timestamp with time zone,
    next_check_at timestamp with time zone
);


--
-- Name: evidence_link_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_link_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_link_id_seq OWNED BY public.evidence_link.id;


--
-- Name: extension; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.extension (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    from_due_on date NOT NULL,
    to_due_on date NOT NULL,
    reason text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by text NOT NULL
);


--
-- Name: extension_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.extension_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: extension_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.extension_id_seq OWNED BY public.extension.id;


--
-- Name: extension_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.extension_request (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    to_due_on date NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text NOT NULL,
    granted boolean,
    answer text,
    decided_at timestamp with time zone,
    decided_by text
);


--
-- Name: extension_request_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.extension_request_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: extension_request_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.extension_request_id_seq OWNED BY public.extension_request.id;


--
-- Name: indicator_set; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.indicator_set (
    id integer NOT NULL,
    name character varying NOT NULL,
    version integer NOT NULL,
    content json NOT NULL,
    source_name text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL
);


--
-- Name: indicator_set_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.indicator_set_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: indicator_set_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.indicator_set_id_seq OWNED BY public.indicator_set.id;


--
-- Name: link_check; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.link_check (
    id integer NOT NULL,
    link_id integer NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    outcome character varying NOT NULL,
    final_url text,
    status integer,
    title text,
    content_type text,
    sha256 character varying,
    size_bytes integer,
    text_sha256 character varying,
    why text
);


--
-- Name: link_check_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.link_check_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: link_check_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.link_check_id_seq OWNED BY public.link_check.id;


--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    party_id integer NOT NULL,
    person_id integer NOT NULL,
    since_at timestamp with time zone NOT NULL
);


--
-- Name: notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice (
    id integer NOT NULL,
    key character varying NOT NULL,
    kind character varying NOT NULL,
    occurrence_id integer NOT NULL,
    person_id integer,
    planned_on date NOT NULL,
    due_on date,
    offset_days integer NOT NULL,
    late boolean NOT NULL,
    outcome character varying NOT NULL,
    outbox_id integer,
    recorded_at timestamp with time zone NOT NULL
);


--
-- Name: notice_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: notice_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;


--
-- Name: occurrence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.occurrence (
    id integer NOT NULL,
    task_id integer NOT NULL,
    ordinal integer NOT NULL,
    opens_on date,
    due_on date NOT NULL,
    original_due_on date NOT NULL,
    watched_from_on date NOT NULL,
    held boolean NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    submitted_at timestamp with time zone,
    returned_at timestamp with time zone,
    accepted_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    reminder_asked_at timestamp with time zone
);


--
-- Name: occurrence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.occurrence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: occurrence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.occurrence_id_seq OWNED BY public.occurrence.id;


--
-- Name: oidc_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oidc_request (
    state_sha256 character varying NOT NULL,
    nonce character varying NOT NULL,
    verifier character varying NOT NULL,
    goes_to text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id integer NOT NULL,
    key text NOT NULL,
    channel character varying NOT NULL,
    message_id character varying NOT NULL,
    person_id integer,
    address character varying NOT NULL,
    kind character varying NOT NULL,
    subject text NOT NULL,
    planned_on date NOT NULL,
    state character varying NOT NULL,
    attempts integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    lease_owner character varying,
    lease_until_at timestamp with time zone,
    first_failed_at timestamp with time zone,
    sent_at timestamp with time zone,
    last_error text
);


--
-- Name: outbox_content; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox_content (
    outbox_id integer NOT NULL,
    content bytea NOT NULL
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: outbox_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;


--
-- Name: outbox_occurrence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox_occurrence (
    outbox_id integer NOT NULL,
    occurrence_id integer NOT NULL
);


--
-- Name: party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.party (
    id integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL
);


--
-- Name: party_alias; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.party_alias (
    folded text NOT NULL,
    party_id integer NOT NULL
);


--
-- Name: party_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.party_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: party_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.party_id_seq OWNED BY public.party.id;


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id integer NOT NULL,
    address character varying NOT NULL,
    name text NOT NULL,
    zone character varying,
    added_at timestamp with time zone NOT NULL,
    only_mandatory boolean NOT NULL,
    unreachable_since_at timestamp with time zone,
    forgotten_at timestamp with time zone,
    language character varying DEFAULT 'ru'::character varying NOT NULL
);


--
-- Name: person_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: person_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;


--
-- Name: policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy (
    roadmap_id integer NOT NULL,
    text text NOT NULL,
    source_name text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL
);


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.policy_roadmap_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.policy_roadmap_id_seq OWNED BY public.policy.roadmap_id;


--
-- Name: problem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.problem (
    id integer NOT NULL,
    roadmap_id integer NOT NULL,
    code character varying NOT NULL,
    sentence text NOT NULL,
    subject character varying,
    source_line integer,
    raw text,
    settled_at timestamp with time zone
);


--
-- Name: problem_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.problem_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: problem_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.problem_id_seq OWNED BY public.problem.id;


--
-- Name: recommendation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation (
    id integer NOT NULL,
    set_name character varying NOT NULL,
    code character varying NOT NULL,
    level character varying NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    term text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL
);


--
-- Name: recommendation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.recommendation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: recommendation_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.recommendation_id_seq OWNED BY public.recommendation.id;


--
-- Name: relay_pace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.relay_pace (
    relay character varying NOT NULL,
    free_at timestamp with time zone NOT NULL
);


--
-- Name: review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.review (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    evidence_version integer NOT NULL,
    decision character varying NOT NULL,
    reason text,
    decided_at timestamp with time zone NOT NULL,
    decided_by text NOT NULL,
    share_percent integer,
    years json NOT NULL
);


--
-- Name: review_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.review_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: review_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.review_id_seq OWNED BY public.review.id;


--
-- Name: roadmap; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roadmap (
    id integer NOT NULL,
    title text NOT NULL,
    kind character varying NOT NULL,
    issuer text,
    number character varying,
    issued_on date,
    first_year integer,
    last_year integer,
    zone character varying NOT NULL,
    source_name character varying NOT NULL,
    source_sha256 character varying NOT NULL,
    content_sha256 character varying,
    parsed json NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    approved_on date,
    replaces_id integer,
    superseded_by_id integer
);


--
-- Name: roadmap_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.roadmap_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: roadmap_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.roadmap_id_seq OWNED BY public.roadmap.id;


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id integer NOT NULL,
    key character varying NOT NULL,
    title text NOT NULL,
    kind character varying NOT NULL,
    source_roadmap_id integer,
    source_occurrence_id integer,
    organiser_id integer,
    zone character varying NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    grace_days integer NOT NULL,
    indicator_set_id integer,
    previous_id integer,
    roadmap_id integer,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    next_action_at timestamp with time zone
);


--
-- Name: round_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_answer (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    code character varying NOT NULL,
    revision integer NOT NULL,
    base_revision integer NOT NULL,
    value json,
    note text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by text NOT NULL
);


--
-- Name: round_answer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_answer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_answer_id_seq OWNED BY public.round_answer.id;


--
-- Name: round_follow_up; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_follow_up (
    round_id integer NOT NULL,
    occurrence_id integer NOT NULL,
    purpose character varying NOT NULL,
    to_party_id integer
);


--
-- Name: round_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_id_seq OWNED BY public.round.id;


--
-- Name: round_letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_letter (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    content json NOT NULL,
    revision integer NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    edited_by text,
    approved_at timestamp with time zone,
    approved_by text,
    roadmap_id integer,
    register_number integer
);


--
-- Name: round_letter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_letter_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_letter_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_letter_id_seq OWNED BY public.round_letter.id;


--
-- Name: round_participant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_participant (
    id integer NOT NULL,
    round_id integer NOT NULL,
    party_id integer NOT NULL,
    "position" integer NOT NULL,
    "grouping" character varying NOT NULL,
    occurrence_id integer,
    open_until_on date
);


--
-- Name: round_participant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_participant_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_participant_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_participant_id_seq OWNED BY public.round_participant.id;


--
-- Name: round_proof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_proof (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    code character varying NOT NULL,
    kind character varying NOT NULL,
    file_name text,
    file_sha256 character varying,
    size_bytes integer,
    content_type character varying,
    scan character varying,
    url text,
    link_id integer,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    removed_at timestamp with time zone
);


--
-- Name: round_proof_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_proof_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_proof_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_proof_id_seq OWNED BY public.round_proof.id;


--
-- Name: round_submission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_submission (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    version integer NOT NULL,
    evidence_id integer NOT NULL,
    answers json NOT NULL,
    nothing_to_report boolean NOT NULL,
    note text NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL
);


--
-- Name: round_submission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_submission_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_submission_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_submission_id_seq OWNED BY public.round_submission.id;


--
-- Name: saved_view; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.saved_view (
    id integer NOT NULL,
    key character varying NOT NULL,
    account_id integer NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: saved_view_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.saved_view_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: saved_view_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.saved_view_id_seq OWNED BY public.saved_view.id;


--
-- Name: sending_pause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sending_pause (
    id integer NOT NULL,
    since_at timestamp with time zone NOT NULL,
    set_by text NOT NULL,
    reason text NOT NULL
);


--
-- Name: sending_pause_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sending_pause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sending_pause_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sending_pause_id_seq OWNED BY public.sending_pause.id;


--
-- Name: sign_in_lock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sign_in_lock (
    key character varying NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamp with time zone NOT NULL,
    locked_until_at timestamp with time zone
);


--
-- Name: task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task (
    id integer NOT NULL,
    roadmap_id integer NOT NULL,
    "position" integer NOT NULL,
    origin character varying NOT NULL,
    uid character varying NOT NULL,
    number character varying NOT NULL,
    section text,
    year_section integer,
    title text NOT NULL,
    expected_result text NOT NULL,
    raw_term text NOT NULL,
    term_kind character varying NOT NULL,
    meaning text NOT NULL,
    recurrence character varying,
    status_raw text,
    event_rule json,
    event_on date,
    written_spans json,
    source_line integer,
    calendar_name text
);


--
-- Name: task_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.task_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: task_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.task_id_seq OWNED BY public.task.id;


--
-- Name: task_party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_party (
    task_id integer NOT NULL,
    role character varying NOT NULL,
    party_id integer NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: task_word; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_word (
    stem character varying(60) NOT NULL,
    task_id integer NOT NULL
);


--
-- Name: tick_slot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tick_slot (
    id integer NOT NULL,
    flow character varying NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    state character varying NOT NULL,
    lease_owner character varying NOT NULL,
    lease_until_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    summary json NOT NULL
);


--
-- Name: tick_slot_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tick_slot_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tick_slot_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tick_slot_id_seq OWNED BY public.tick_slot.id;


--
-- Name: webhook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook (
    id integer NOT NULL,
    url text NOT NULL,
    secret character varying NOT NULL,
    kinds json NOT NULL,
    added_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone
);


--
-- Name: webhook_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.webhook_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: webhook_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.webhook_id_seq OWNED BY public.webhook.id;


--
-- Name: absence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence ALTER COLUMN id SET DEFAULT nextval('public.absence_id_seq'::regclass);


--
-- Name: access_link id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link ALTER COLUMN id SET DEFAULT nextval('public.access_link_id_seq'::regclass);


--
-- Name: account id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);


--
-- Name: account_session id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session ALTER COLUMN id SET DEFAULT nextval('public.account_session_id_seq'::regclass);


--
-- Name: api_token id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token ALTER COLUMN id SET DEFAULT nextval('public.api_token_id_seq'::regclass);


--
-- Name: audit id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);


--
-- Name: audit_head id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_head ALTER COLUMN id SET DEFAULT nextval('public.audit_head_id_seq'::regclass);


--
-- Name: disclaimer id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer ALTER COLUMN id SET DEFAULT nextval('public.disclaimer_id_seq'::regclass);


--
-- Name: evidence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);


--
-- Name: evidence_item id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item ALTER COLUMN id SET DEFAULT nextval('public.evidence_item_id_seq'::regclass);


--
-- Name: evidence_link id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link ALTER COLUMN id SET DEFAULT nextval('public.evidence_link_id_seq'::regclass);


--
-- Name: extension id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension ALTER COLUMN id SET DEFAULT nextval('public.extension_id_seq'::regclass);


--
-- Name: extension_request id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request ALTER COLUMN id SET DEFAULT nextval('public.extension_request_id_seq'::regclass);


--
-- Name: indicator_set id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set ALTER COLUMN id SET DEFAULT nextval('public.indicator_set_id_seq'::regclass);


--
-- Name: link_check id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check ALTER COLUMN id SET DEFAULT nextval('public.link_check_id_seq'::regclass);


--
-- Name: notice id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);


--
-- Name: occurrence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence ALTER COLUMN id SET DEFAULT nextval('public.occurrence_id_seq'::regclass);


--
-- Name: outbox id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);


--
-- Name: party id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party ALTER COLUMN id SET DEFAULT nextval('public.party_id_seq'::regclass);


--
-- Name: person id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);


--
-- Name: policy roadmap_id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy ALTER COLUMN roadmap_id SET DEFAULT nextval('public.policy_roadmap_id_seq'::regclass);


--
-- Name: problem id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem ALTER COLUMN id SET DEFAULT nextval('public.problem_id_seq'::regclass);


--
-- Name: recommendation id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation ALTER COLUMN id SET DEFAULT nextval('public.recommendation_id_seq'::regclass);


--
-- Name: review id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review ALTER COLUMN id SET DEFAULT nextval('public.review_id_seq'::regclass);


--
-- Name: roadmap id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap ALTER COLUMN id SET DEFAULT nextval('public.roadmap_id_seq'::regclass);


--
-- Name: round id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round ALTER COLUMN id SET DEFAULT nextval('public.round_id_seq'::regclass);


--
-- Name: round_answer id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer ALTER COLUMN id SET DEFAULT nextval('public.round_answer_id_seq'::regclass);


--
-- Name: round_letter id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter ALTER COLUMN id SET DEFAULT nextval('public.round_letter_id_seq'::regclass);


--
-- Name: round_participant id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant ALTER COLUMN id SET DEFAULT nextval('public.round_participant_id_seq'::regclass);


--
-- Name: round_proof id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof ALTER COLUMN id SET DEFAULT nextval('public.round_proof_id_seq'::regclass);


--
-- Name: round_submission id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission ALTER COLUMN id SET DEFAULT nextval('public.round_submission_id_seq'::regclass);


--
-- Name: saved_view id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view ALTER COLUMN id SET DEFAULT nextval('public.saved_view_id_seq'::regclass);


--
-- Name: sending_pause id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sending_pause ALTER COLUMN id SET DEFAULT nextval('public.sending_pause_id_seq'::regclass);


--
-- Name: task id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task ALTER COLUMN id SET DEFAULT nextval('public.task_id_seq'::regclass);


--
-- Name: tick_slot id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot ALTER COLUMN id SET DEFAULT nextval('public.tick_slot_id_seq'::regclass);


--
-- Name: webhook id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook ALTER COLUMN id SET DEFAULT nextval('public.webhook_id_seq'::regclass);


--
-- Data for Name: absence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.access_link VALUES (3, '81f0886deb2f9094ab7107166794c4dd4b7f3e5818539cf7e0bb12fcb80bbaec', 2, 'desk', 'digest:2:2026-04-06', '2026-04-06 04:00:00+00', '2026-08-29 00:00:00+00', NULL);
INSERT INTO public.access_link VALUES (4, '16af92ea83f88071452f3a142178e07672368d3b9b26970c9d73e2e4d10ed287', 2, 'unsubscribe', 'digest:2:2026-04-06', '2026-04-06 04:00:00+00', '2026-08-29 00:00:00+00', NULL);


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account VALUES (1, 'chief@example.org', '', NULL, NULL, '2026-12-01 00:03:01.618505+00', NULL, 'ru');


--
-- Data for Name: account_grant; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account_link VALUES ('1364c4ac6807020f9d88b388c0f2dd6e23f22aa56440842570c29f162b7a4b6b', 1, 'invitation', '2026-12-01 00:03:01.618505+00', '2026-12-02 00:03:01.618505+00', '2026-12-01 00:03:01.670796+00');
INSERT INTO public.account_link VALUES ('3e6215cfac86e1ce3d9b089abfe5b90db2019824ed9951225e14ec449b5747ea', 1, 'password_reset', '2026-12-01 00:03:01.670796+00', '2026-12-02 00:03:01.670796+00', NULL);


--
-- Data for Name: account_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agenda_queue; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.agenda_queue VALUES ('2026-04-20 04:00:00+00', 3);
INSERT INTO public.agenda_queue VALUES ('2026-04-21 04:00:00+00', 4);
INSERT INTO public.agenda_queue VALUES ('2026-09-17 04:00:00+00', 6);
INSERT INTO public.agenda_queue VALUES ('2026-12-01 04:00:00+00', 1);
INSERT INTO public.agenda_queue VALUES ('2026-12-01 19:00:00+00', 10);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0017');


--
-- Data for Name: api_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token VALUES (1, '6d8b7308638db659f3aad752681eaaa2e541ad33b058cfe196b38cb22c6dc97e', 1, 'выгрузка в учёт', '["see", "coordinate"]', '2026-12-01 00:03:01.64416+00', '2027-03-01 00:03:01.64416+00', NULL, '2026-12-01 00:03:01.661107+00');


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES (1, '2026-03-02 04:00:00+00', 'command', 'imported', 'roadmap:1', '{"file": {"~": "5bf661e11068fcf1e58e125d9c36661d62e7898a465fd4b33437ee26cf1c16a0"}, "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '018b51526aef54259f5a806f41863bf682843827f917bacce30c888985c06ecf');
INSERT INTO public.audit VALUES (2, '2026-03-02 04:00:00+00', 'command', 'approved', 'roadmap:1', '{"tasks": 5, "occurrences": 5, "held": 1}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '79c237d05dbb1a2a38c248937f0b55aa412d47033db7c956a653fc56d94ead9b');
INSERT INTO public.audit VALUES (3, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:3', '{"person": 1}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"speaks": false}', '{"speaks": true}', 'd40d41af7b1cf218fab20d82a61b7f0f8a57d4e31f8f6ffedcf66e3e160adb5a');
INSERT INTO public.audit VALUES (4, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:1', '{"person": 2}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"speaks": false}', '{"speaks": true}', '6f8c941f6869be49b9c65ffbabe6f63dafe8a9d54e6a0575b55d875700d2fd58');
INSERT INTO public.audit VALUES (5, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:2', '{"person": 3}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"speaks": false}', '{"speaks": true}', '331837ddbfcb7b5b7738ee888b5bafc0ab7765fab110cbcb13817cca23427cdd');
INSERT INTO public.audit VALUES (6, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:2', '{"planned_on": "2026-01-01"}', NULL, NULL, NULL, 'b1db377020ad2e8e3a3ced484375c9a63e54d692e216e633171ec9a952830a42');
INSERT INTO public.audit VALUES (7, '2026-04-06 04:00:00+00', 'clock', 'window closed', 'occurrence:2', '{"planned_on": "2026-02-28"}', NULL, NULL, NULL, 'e9a0b261e6e4e77ef96f8dde4e8cd648106cf8c4dea7184963fe371ed6214156');
INSERT INTO public.audit VALUES (8, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:3', '{"planned_on": "2026-04-06"}', NULL, NULL, NULL, '2535cbfbd446875c942decaa799d6eb40fb8fabd5b0f9690f64192c66ed532d7');
INSERT INTO public.audit VALUES (9, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:4', '{"planned_on": "2026-04-01"}', NULL, NULL, NULL, '9720b8c28b7b043a0894423f457d84af97347b7340b785eb5dd2c52c71a28ea0');
INSERT INTO public.audit VALUES (10, '2026-04-06 04:00:00+00', 'command', 'term settled', 'task:5', '{"phrase": {"~": "6019feea589ac164c0defcf51c1aeced28047db4d19310581521a98e4f2240e8"}, "meaning": {"~": "864336d2ddaf602a728c983cf84cf272ca6748a741f2590c5dfd36d8ee56b58e"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'bde63af3d26cab4fe2683aff079f8f1eb6a7ed659aa734d4211d35fa0273d4aa');
INSERT INTO public.audit VALUES (11, '2026-04-16 04:00:00+00', 'command', 'submitted', 'occurrence:3', '{"version": 1, "kind": "link", "sha256": null, "files": [], "urls": [{"~": "b939453ab447203cb5db56399a2dc6fbbbd4a35bd3c53c8288cfe14fb52d9df4"}]}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"submitted_at": null}', '{"submitted_at": "2026-04-16T04:00:00.000000Z"}', '8f51b6e255764b3c8ae6d3b0dca8c70629204b0412ebe505bc25141a283b1566');
INSERT INTO public.audit VALUES (12, '2026-04-17 04:00:00+00', 'command', 'returned', 'occurrence:3', '{"reason": {"~": "e0ad2256fcf0846c54645344a481ba3c837854cc96e57488f9938b9345ca60dd"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"returned_at": null}', '{"returned_at": "2026-04-17T04:00:00.000000Z"}', '2fd7558162d011c8cc099fb22f4cdd5222f6f14b46d81e2cd9f47b420be62ae5');
INSERT INTO public.audit VALUES (13, '2026-04-18 04:00:00+00', 'command', 'submitted', 'occurrence:3', '{"version": 2, "kind": "file", "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72", "files": ["83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"], "urls": []}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"submitted_at": "2026-04-16T04:00:00.000000Z", "returned_at": "2026-04-17T04:00:00.000000Z"}', '{"submitted_at": "2026-04-18T04:00:00.000000Z", "returned_at": null}', '2929d3a43e893da82e0bcad02517aa8f061f03489a5921cc503ec6bfa8f1eed7');
INSERT INTO public.audit VALUES (14, '2026-04-20 04:00:00+00', 'command', 'accepted', 'occurrence:3', '{"reason": null}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"accepted_at": null}', '{"accepted_at": "2026-04-20T04:00:00.000000Z"}', '3aa7af394fcf05cfba0714c03cd42130b31975dce3c740b2e1491c669dbda103');
INSERT INTO public.audit VALUES (15, '2026-04-20 04:00:00+00', 'command', 'extended', 'occurrence:4', '{"from": "2026-06-30", "to": "2026-07-15", "reason": {"~": "e3aa3c6d95586d92230ba8c9e11d42ff02d34ad032e7e6ee4dbee4134f016325"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"due_on": "2026-06-30"}', '{"due_on": "2026-07-15"}', '0780b419426e7d0d832f0a72f718905239c7058e341fe8ecc065f52e0ee33c7d');
INSERT INTO public.audit VALUES (16, '2026-04-20 04:00:00+00', 'command', 'extension asked', 'occurrence:4', '{"request": 1, "to": "2026-07-20", "reason": {"~": "bf30c3c489ddf8e7fa63dc4c261760e725ec30a5d7c014ffd6bc420746e03ca4"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"granted": null}', '{"granted": null}', '7e0f865587b8499fd01877c89c5310b8c7d2a8ba10a23a983f8b2e5194eae417');
INSERT INTO public.audit VALUES (17, '2026-04-20 04:00:00+00', 'command', 'extension refused', 'occurrence:4', '{"request": 1, "to": "2026-07-20", "answer": {"~": "05ae28148891ed37b2e787d66277aac850ba504050220b7b864c30390e669136"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"granted": null}', '{"granted": false}', '251165beb430cf2e7af80477fade536fcc99f72c6f8396fcc0be888f069193e8');
INSERT INTO public.audit VALUES (18, '2026-04-20 04:00:00+00', 'command', 'resumed', 'occurrence:2', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"watched_from_on": "2026-03-02", "held": true}', '{"watched_from_on": "2026-04-20", "held": false}', '7d79c8c3b1eac980d214a90bd0ded13c01e16a67b22b225cf3afb4bc49d54294');
INSERT INTO public.audit VALUES (19, '2026-04-20 04:00:00+00', 'command', 'cancelled', 'occurrence:5', '{"reason": {"~": "d6c08834ba03949ae7d057fc05fdc2b14d0c003003bac10fba0e4af2c012a685"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"cancelled_at": null}', '{"cancelled_at": "2026-04-20T04:00:00.000000Z"}', 'ae3f105633690e4b14c400048cc6ae6cabbf9b556ffc062a2aa95fdcfb6ad5b2');
INSERT INTO public.audit VALUES (20, '2026-04-20 04:00:00+00', 'command', 'coordinator set', 'person:4', '{"roadmap": 0}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'a9b492985eae1f7becca888857375adf70951da2e1f5764c11bc0d9795763897');
INSERT INTO public.audit VALUES (21, '2026-04-20 04:00:00+00', 'command', 'webhook added', 'webhook:1', '{"kinds": ["submitted", "accepted"]}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '7b7f3761f2d33ec4f1cd126b8c8487b6a2f8ad4c93f1bbd2af32f474eff60b2e');
INSERT INTO public.audit VALUES (22, '2026-04-20 04:00:00+00', 'command', 'reassigned', 'task:5', '{"former": {"~": "4e3f6927ecf0d2355c910d61756961089ed268a01d86f32253a8537f76586d88"}, "present": {"~": "7b275e3cf86c96f5fc20567d1fad5d0c5008f5c57680c0f6d0a09054ee952a9e"}, "roles": ["responsible"]}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"party": 3}', '{"party": 1}', '0db71cef24567d468b506d8dcad09ab08b273a1a3942f5976de171240ca981ae');
INSERT INTO public.audit VALUES (23, '2026-04-20 04:00:00+00', 'command', 'contact moved', 'party:1', '{"person": 3, "former": {"~": "7cb722b68b2acdfaabe91d84045e6fa145ea084909ca470b8c0c3cd24a370f52"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '736ca2bcd1e7dd7bc9779009922235a4ab744d435274945d3ee99b98386f302d');
INSERT INTO public.audit VALUES (24, '2026-04-20 04:00:00+00', 'command', 'contact removed', 'party:1', '{"person": 3}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"speaks": true}', '{"speaks": false}', '1bb5b27afceb74e3193d3e3551322173b7cd69f52b82da6809a3df937253d2a8');
INSERT INTO public.audit VALUES (25, '2026-04-20 04:00:00+00', 'command', 'coordinator removed', 'person:4', '{"roadmaps": [0]}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '051b93773d663514e1754bb126e6fb57a60b71d6ef853b158480d3c713ef0aa7');
INSERT INTO public.audit VALUES (26, '2026-04-20 04:00:00+00', 'command', 'person forgotten', 'person:1', '{"records": 5, "digests": []}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '419478dfa76a5120179c0758fb90e9514ae1df085d350091e13e154478323ec2');
INSERT INTO public.audit VALUES (27, '2026-12-01 00:03:00.509391+00', 'command', 'calendar added', 'person:2', '{"mark": "d4bfd4c6aaea"}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '57e2c8d5d7a7c5d38811af45e2b5cc09c29520864d5e5e2c0bfa77c9c55a1a4e');
INSERT INTO public.audit VALUES (28, '2026-04-20 04:00:00+00', 'command', 'webhook removed', 'webhook:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'df96fa225279d402173f055d25d73dff48031fc825f916885b7de1b44ce8cc2d');
INSERT INTO public.audit VALUES (29, '2026-04-20 04:00:00+00', 'command', 'indicators stored', 'indicator_set:1', '{"name": {"~": "28dc8829036404b1b38c4355373c6e72c8cb946fe8e3097b3c3af5eab70cc980"}, "version": 1}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'e6bed2e0a06def3dc0e8eb9fcd3c0198704aec12f8a5217e59c641922dc299b0');
INSERT INTO public.audit VALUES (30, '2026-04-20 04:00:00+00', 'command', 'recommendations stored', 'recommendations:Школьные музеи', '{"name": {"~": "50f7f5615c80162ab1e42871a441b97ea70d49d5c292acda22f609bfdd5263b4"}, "removed": []}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"texts": 0}', '{"texts": 3}', '300690a864d52d1fb3ae6427dbe2099e860cec4796e6c18d7952268435bb5de9');
INSERT INTO public.audit VALUES (31, '2026-04-20 04:00:00+00', 'command', 'round planned', 'round:1', '{"key": {"~": "a29496d8b950b6c8a85075e05982256f3d46b569730af9a20dd533735f24ea9f"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'b3137d8d697370bffd4e39a8248da2c6b1cf1d27f0972d29cbfc816fae2c6668');
INSERT INTO public.audit VALUES (32, '2026-04-20 04:00:00+00', 'command', 'participants set', 'round:1', '{"participants": 3}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'fda63cce2c9cb17cc2e649ae187b90065a0ee2c5eeab0d149901210941075083');
INSERT INTO public.audit VALUES (33, '2026-04-20 04:00:00+00', 'command', 'questions chosen', 'round:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"set": null}', '{"set": 1}', 'ab4246e78177bb46ec1dd63d69cb3f5ad907a759e67192f996a85b3dd45926c0');
INSERT INTO public.audit VALUES (34, '2026-04-20 04:00:00+00', 'command', 'round moved', 'round:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"opens_on": "2026-05-15", "due_on": "2026-05-29"}', '{"opens_on": "2026-05-15", "due_on": "2026-06-05"}', '8f55835e8ed336301a13b7fbab7ce25cb4941b21f732e83d3eb3606b64f86fc7');
INSERT INTO public.audit VALUES (35, '2026-05-12 04:00:00+00', 'command', 'round opened', 'round:1', '{"participants": 3}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '39a0027135d40f2ad72d75a6e476dfcf60bbdd3729940f921770dcf9c45f7d04');
INSERT INTO public.audit VALUES (36, '2026-05-20 04:00:00+00', 'command', 'extended', 'occurrence:8', '{"from": "2026-06-05", "to": "2026-06-10", "reason": {"~": "97a37f65393fcfd8ab51627d2c99012c415efa434086e048d4412b38a4fc03a9"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"due_on": "2026-06-05"}', '{"due_on": "2026-06-10"}', '43c84cdb7b20ba56ecf07d73a9ad5b780c3fe9d18a8c5ccd21fec3d70067b104');
INSERT INTO public.audit VALUES (37, '2026-06-11 04:00:00+00', 'command', 'round closed', 'round:1', '{"submitted": 0, "accepted": 0}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'd287e1d3da8bbc1c6bec90ec803cd5b37b78e7df032c0596f22fb6fd580403ac');
INSERT INTO public.audit VALUES (38, '2026-06-11 04:00:00+00', 'command', 'extended', 'occurrence:7', '{"from": "2026-06-05", "to": "2026-06-20", "reason": {"~": "f549e0795bdc3d711c90f2b75beec14caabbf3ef5f5a16ec6209119b77403d7b"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"due_on": "2026-06-05"}', '{"due_on": "2026-06-20"}', 'b505ab98aa90d10d93015d6d5b01b0382c6b48d98ef13d8e060e5657e27a6e91');
INSERT INTO public.audit VALUES (39, '2026-06-11 04:00:00+00', 'command', 'participant reopened', 'round:1', '{"participant": 1, "until": {"~": "dd061501a0d0c3e75d678a00c62afc3cf2871c9bd45dd0bbf6ce6b92793a2db9"}, "reason": {"~": "544329eceffe5585f749d3a8a8cc8a0a87b717c72168168bb761b25634d5dc11"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '9f18157271e740e246bd0e8bb59472b2445702249b146a9a137b1cfa2ba26850');
INSERT INTO public.audit VALUES (40, '2026-06-25 04:00:00+00', 'command', 'letters drafted', 'round:1', '{"letters": 3}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '44346e576b94cf0fd72f976e3f11230e57cc0e46d4fbc813ce01abee5a74cd03');
INSERT INTO public.audit VALUES (41, '2026-06-25 04:00:00+00', 'command', 'letter edited', 'round:1', '{"letter": 1, "revision": 2}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '453479857c185a6b17a722e13f502384be32deda38aae973a8bee1dfe239ae5e');
INSERT INTO public.audit VALUES (42, '2026-06-25 04:00:00+00', 'command', 'approved', 'roadmap:3', '{"tasks": 1, "occurrences": 1, "held": 0}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '75c86345abf442e0cfd8b122d274c7b3777c5acb4b5c7b6e8c21f82d7e58156e');
INSERT INTO public.audit VALUES (43, '2026-06-25 04:00:00+00', 'command', 'letter approved', 'round:1', '{"letter": 1, "roadmap": 3, "number": "1/1"}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'b360b35fbf5c519b408be00715559508cbbedfebdca4de79dffac4a8917c24d7');
INSERT INTO public.audit VALUES (44, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:7', '{"reason": {"~": "00bf09a16754891a423ae1bb28e453c4372616ee01816cc274903abc1a42f745"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', '64a5c7e91b376003f1ce0286e85bd101c4d59fa8c30149e435ff12bc1bbf6459');
INSERT INTO public.audit VALUES (45, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:8', '{"reason": {"~": "b40d5baa2c719c4666034aa062e0116b39f1c1d73b3ef257ac59fd75577e5c59"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', '6aa0aa1fe2e61145aeab29b35a7dee5f8a532ef12694fb242a71787033d94baf');
INSERT INTO public.audit VALUES (46, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:9', '{"reason": {"~": "2ae736c21fe291ab7adbe02e9c3985ee4e5934ee1853ac00c0ee560576b835eb"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', '8e426be8a8e907a93c8120a25eec45258f06adc83c2fddbcb17cf63386616e9d');
INSERT INTO public.audit VALUES (47, '2026-06-25 04:00:00+00', 'command', 'round cancelled', 'round:1', '{"reason": {"~": "6fd627087589c2d35886367455c814db99471f692de29d186ff52097a5bb8b64"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'bfcfdcfcb04a3cef135cc2525472a73aa6dcffbab5b06146ccca4f6111641903');
INSERT INTO public.audit VALUES (48, '2026-12-01 00:03:01.618505+00', 'command', 'account made', 'account:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '414eb1109d49574aa2d583d09104735b285e4c815ae5ed049f46b87526d70833');
INSERT INTO public.audit VALUES (49, '2026-12-01 00:03:01.618505+00', 'command', 'role granted', 'account:1', '{"role": {"~": "407cab8354f0da3c624799c03e7bc35421e5742c62f9b3a3b8faefb5d250645f"}, "party": null, "roadmap": null}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '5bf06f8418dacdbd51f1289cbceb585a42834aa7e9b259e6c745092fb76e100c');
INSERT INTO public.audit VALUES (50, '2026-12-01 00:03:01.618505+00', 'command', 'password link issued', 'account:1', '{"purpose": {"~": "2c55198e685bd0f6baf08ea45e6920a318e2bc284205617331c33497916c1100"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'a94ba99279cf69516a8ad039464dffa0058d6a29801ddd124c8c1cc548bacf65');
INSERT INTO public.audit VALUES (51, '2026-12-01 00:03:01.64416+00', 'command', 'token made', 'account:1', '{"number": 1, "kinds": ["see", "coordinate"]}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '998ee925de80ec82c5711b1255ff90559fa39cf54a9520c4c6a37534306e58bc');
INSERT INTO public.audit VALUES (52, '2026-12-01 00:03:01.661107+00', 'command', 'token revoked', 'account:1', '{"number": 1}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '238e2f9e2545617d00f4f075051a5ef8fb993e34dfd163339a4cc6177e3a25dc');
INSERT INTO public.audit VALUES (53, '2026-12-01 00:03:01.670796+00', 'command', 'password link issued', 'account:1', '{"purpose": {"~": "8cb6db1131e230396543909011b45c1ffe41c467a84b4d98752e3d59f4c25334"}}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, 'acc2b128d6da9aeb88bd134a8820d7ea7d490d9fbfa34a059972707d3427965c');
INSERT INTO public.audit VALUES (54, '2026-12-01 00:03:01.681045+00', 'command', 'account disabled', 'account:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '6396a140fe990eb28afc9a10ac86eab8c2fe863214a1d06d35b98b53c7bc2e23');
INSERT INTO public.audit VALUES (55, '2026-12-01 00:03:01.692656+00', 'command', 'account enabled', 'account:1', '{}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '8c070680dd8c2fb4c4c68650b9c2581bfdf3ec8aaaa8fdc2baeb744995142bae');
INSERT INTO public.audit VALUES (56, '2026-12-01 00:03:01.701098+00', 'command', 'role revoked', 'account:1', '{"role": {"~": "515011181b0c505b99fbd72b0e89ffe446aa1458df347e5681c149f84a8e2e53"}, "party": null, "roadmap": null}', '56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', NULL, NULL, '594314df3405b1ec25e64e7c59451d1e91bcc111d9b4e8adceb4768d1db74fbb');


--
-- Data for Name: audit_head; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_head VALUES (1, 56, '594314df3405b1ec25e64e7c59451d1e91bcc111d9b4e8adceb4768d1db74fbb', '2026-12-01 00:03:01.701098+00');


--
-- Data for Name: audit_text; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_text VALUES ('00bf09a16754891a423ae1bb28e453c4372616ee01816cc274903abc1a42f745', '32bbc1ad24721a1972820e3bcd582135', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('05ae28148891ed37b2e787d66277aac850ba504050220b7b864c30390e669136', '570a3d3c03f165b9a00f88d8147f59e5', 'text', 'К началу выставки', NULL);
INSERT INTO public.audit_text VALUES ('28dc8829036404b1b38c4355373c6e72c8cb946fe8e3097b3c3af5eab70cc980', '01c76d133a6466caf06cd2b25e0571a1', 'text', 'Школьные музеи', NULL);
INSERT INTO public.audit_text VALUES ('2ae736c21fe291ab7adbe02e9c3985ee4e5934ee1853ac00c0ee560576b835eb', 'c930bae595bcd2b32b17a322d9026488', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('2c55198e685bd0f6baf08ea45e6920a318e2bc284205617331c33497916c1100', 'c0a5b62a13ba2911be86565153cecb89', 'text', 'invitation', NULL);
INSERT INTO public.audit_text VALUES ('407cab8354f0da3c624799c03e7bc35421e5742c62f9b3a3b8faefb5d250645f', '9a909a018165fc9eaa977f7ddbb7de1e', 'text', 'coordinator', NULL);
INSERT INTO public.audit_text VALUES ('4e3f6927ecf0d2355c910d61756961089ed268a01d86f32253a8537f76586d88', '5dc22e571558d25ef14437edc0da679e', 'text', 'МБУ «Методцентр»', NULL);
INSERT INTO public.audit_text VALUES ('50f7f5615c80162ab1e42871a441b97ea70d49d5c292acda22f609bfdd5263b4', '01e6ec868b9a5ae949981be5f819eca3', 'text', 'Школьные музеи', NULL);
INSERT INTO public.audit_text VALUES ('515011181b0c505b99fbd72b0e89ffe446aa1458df347e5681c149f84a8e2e53', '0051fb90ed116ef103faea3bf611d974', 'text', 'coordinator', NULL);
INSERT INTO public.audit_text VALUES ('544329eceffe5585f749d3a8a8cc8a0a87b717c72168168bb761b25634d5dc11', 'f2ab980fcdcfdc0e97e35d14ab55fbce', 'text', 'Не успели', NULL);
INSERT INTO public.audit_text VALUES ('56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d', 'f2dd44620be511e5d98fc4fb6be2f342', 'account', 'root', NULL);
INSERT INTO public.audit_text VALUES ('5bf661e11068fcf1e58e125d9c36661d62e7898a465fd4b33437ee26cf1c16a0', '1b265dd158c608644ddc45aabbe15443', 'text', 'order.txt', NULL);
INSERT INTO public.audit_text VALUES ('6019feea589ac164c0defcf51c1aeced28047db4d19310581521a98e4f2240e8', '10cf25a61fa7e6633d71937ab7d2947e', 'text', 'до 1 октября', NULL);
INSERT INTO public.audit_text VALUES ('6fd627087589c2d35886367455c814db99471f692de29d186ff52097a5bb8b64', '169cbd2597b5fdfdd2c5436fe434cf5c', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('7b275e3cf86c96f5fc20567d1fad5d0c5008f5c57680c0f6d0a09054ee952a9e', 'c68238ed0b9d9ff0c4d3a43cc33e4540', 'text', 'МКУ «Архив»', NULL);
INSERT INTO public.audit_text VALUES ('7cb722b68b2acdfaabe91d84045e6fa145ea084909ca470b8c0c3cd24a370f52', 'f6a8d678f93c55fe3b973c2a84b46586', 'text', 'заместитель начальника управления Орлова М.Н.', NULL);
INSERT INTO public.audit_text VALUES ('864336d2ddaf602a728c983cf84cf272ca6748a741f2590c5dfd36d8ee56b58e', '948096cdaa187a5b244935d1f8644e86', 'text', 'до 1 октября 2026 года', NULL);
INSERT INTO public.audit_text VALUES ('8cb6db1131e230396543909011b45c1ffe41c467a84b4d98752e3d59f4c25334', 'a97f7be61763a8613d99b730aefb9536', 'text', 'password_reset', NULL);
INSERT INTO public.audit_text VALUES ('97a37f65393fcfd8ab51627d2c99012c415efa434086e048d4412b38a4fc03a9', '681996d573723213612ea4db2d7dc03e', 'text', 'Письмо № 9', NULL);
INSERT INTO public.audit_text VALUES ('a29496d8b950b6c8a85075e05982256f3d46b569730af9a20dd533735f24ea9f', 'bfef25ec2c8a42a78f2067b7f5f4f2b2', 'text', 'manual:2026-05-15:2026-05-29:4a91501fa4c54325', NULL);
INSERT INTO public.audit_text VALUES ('b40d5baa2c719c4666034aa062e0116b39f1c1d73b3ef257ac59fd75577e5c59', 'c5842678a0b76a105309abc2cb14c9c7', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('b939453ab447203cb5db56399a2dc6fbbbd4a35bd3c53c8288cfe14fb52d9df4', '840f9192e48cfc76fa98cd338c234de5', 'text', 'https://example.org/seminar', NULL);
INSERT INTO public.audit_text VALUES ('bf30c3c489ddf8e7fa63dc4c261760e725ec30a5d7c014ffd6bc420746e03ca4', '9797df03643ab052b46dcbfb3637889c', 'text', 'Ждём экспонаты', NULL);
INSERT INTO public.audit_text VALUES ('d6c08834ba03949ae7d057fc05fdc2b14d0c003003bac10fba0e4af2c012a685', 'd9f19e996d18eecdccdc26a04305f9a3', 'text', 'Перенесено на 2027 год', NULL);
INSERT INTO public.audit_text VALUES ('dd061501a0d0c3e75d678a00c62afc3cf2871c9bd45dd0bbf6ce6b92793a2db9', '1678b10d20b14d86ef84a9a624dae4e6', 'text', '2026-06-20', NULL);
INSERT INTO public.audit_text VALUES ('e0ad2256fcf0846c54645344a481ba3c837854cc96e57488f9938b9345ca60dd', '1cac34e090205e2b74480171cdb89db2', 'text', 'нет списка участников', NULL);
INSERT INTO public.audit_text VALUES ('e3aa3c6d95586d92230ba8c9e11d42ff02d34ad032e7e6ee4dbee4134f016325', '47caaeeea0005e69a09861ec8777f819', 'text', 'Письмо исполнителя № 5', NULL);
INSERT INTO public.audit_text VALUES ('f549e0795bdc3d711c90f2b75beec14caabbf3ef5f5a16ec6209119b77403d7b', 'a1ddcc36aab5d301b71e9a9662965434', 'text', 'Не успели', NULL);


--
-- Data for Name: calendar_feed; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.calendar_feed VALUES ('d4bfd4c6aaea813ba56e43edc670c450bd09aa2e34842389544b0acd1141ab02', 'person:2', '2026-12-01 00:03:00.509391+00', NULL);


--
-- Data for Name: coordinator; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: digest_subscription; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.digest_subscription VALUES (3, 'controller', '2026-04-13 04:00:00+00');


--
-- Data for Name: disclaimer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: evidence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence VALUES (1, 3, 1, 'Программа и список', '2026-04-16 04:00:00+00', 'command:root', false, NULL, NULL, '[]', NULL);
INSERT INTO public.evidence VALUES (2, 3, 2, NULL, '2026-04-18 04:00:00+00', 'command:root', false, NULL, NULL, '[]', NULL);


--
-- Data for Name: evidence_item; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence_item VALUES (1, 1, 1, 'link', NULL, NULL, NULL, NULL, NULL, 'https://example.org/seminar', 1);
INSERT INTO public.evidence_item VALUES (2, 2, 1, 'file', 'order.txt', '83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72', 1613, 'text/plain', NULL, NULL, NULL);


--
-- Data for Name: evidence_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence_link VALUES (1, 'https://example.org/seminar', '6f7e454a652041c841c00802a813b34078cb0633d901927eb0fbd250b4833120', 'waiting', '2026-04-16 04:00:00+00', 0, 0, NULL, NULL, '2026-04-16 04:00:00+00');


--
-- Data for Name: extension; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.extension VALUES (1, 4, '2026-06-30', '2026-07-15', 'Письмо исполнителя № 5', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.extension VALUES (2, 8, '2026-06-05', '2026-06-10', 'Письмо № 9', '2026-05-20 04:00:00+00', 'command:root');
INSERT INTO public.extension VALUES (3, 7, '2026-06-05', '2026-06-20', 'Не успели', '2026-06-11 04:00:00+00', 'command:root');


--
-- Data for Name: extension_request; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.extension_request VALUES (1, 4, '2026-07-20', 'Ждём экспонаты', '2026-04-20 04:00:00+00', 'command:root', false, 'К началу выставки', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: indicator_set; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.indicator_set VALUES (1, 'Школьные музеи', 1, '{"name": "\u0428\u043a\u043e\u043b\u044c\u043d\u044b\u0435 \u043c\u0443\u0437\u0435\u0438", "version": 1, "criteria": [{"code": "1", "title": "\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435", "weight": "1"}], "indicators": [{"code": "1.1", "title": "\u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}, {"code": "1.2", "title": "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}], "levels": [{"code": "low", "name": "\u043d\u0438\u0437\u043a\u0438\u0439", "from": "0"}, {"code": "below_average", "name": "\u043d\u0438\u0436\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "1/5"}, {"code": "average", "name": "\u0441\u0440\u0435\u0434\u043d\u0438\u0439", "from": "2/5"}, {"code": "above_average", "name": "\u0432\u044b\u0448\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "3/5"}, {"code": "high", "name": "\u0432\u044b\u0441\u043e\u043a\u0438\u0439", "from": "4/5"}]}', 'letter.txt', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: link_check; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membership; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.membership VALUES (1, 2, '2026-03-02 04:00:00+00');
INSERT INTO public.membership VALUES (5, 6, '2026-04-20 04:00:00+00');
INSERT INTO public.membership VALUES (6, 5, '2026-04-20 04:00:00+00');


--
-- Data for Name: notice; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notice VALUES (1, 'opened:3:1:2026-04-06', 'opened', 3, 1, '2026-04-06', '2026-04-17', 0, false, 'mailed', 1, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (2, 'opened:3:2:2026-04-06', 'opened', 3, 2, '2026-04-06', '2026-04-17', 0, false, 'mailed', 2, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (3, 'opened:4:2:2026-04-01', 'opened', 4, 2, '2026-04-01', '2026-06-30', 0, true, 'mailed', 2, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (4, 'reminder:3:2:2026-04-03', 'reminder', 3, 2, '2026-04-03', NULL, -14, true, 'missed', NULL, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (5, 'reminder:3:1:2026-04-03', 'reminder', 3, 1, '2026-04-03', NULL, -14, true, 'missed', NULL, '2026-04-06 04:00:00+00');


--
-- Data for Name: occurrence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.occurrence VALUES (1, 1, 0, NULL, '2026-12-15', '2026-12-15', '2026-03-02', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (2, 2, 0, '2026-01-01', '2026-02-28', '2026-02-28', '2026-04-20', false, '2026-04-06 04:00:00+00', '2026-04-06 04:00:00+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (3, 3, 0, '2026-04-06', '2026-04-17', '2026-04-17', '2026-03-02', false, '2026-04-06 04:00:00+00', NULL, '2026-04-18 04:00:00+00', NULL, '2026-04-20 04:00:00+00', NULL, NULL);
INSERT INTO public.occurrence VALUES (4, 4, 0, '2026-04-01', '2026-07-15', '2026-06-30', '2026-03-02', false, '2026-04-06 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (5, 4, 1, '2026-10-01', '2026-12-31', '2026-12-31', '2026-03-02', false, NULL, NULL, NULL, NULL, NULL, '2026-04-20 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (6, 5, 0, NULL, '2026-10-01', '2026-10-01', '2026-04-06', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (7, 6, 0, '2026-05-15', '2026-06-20', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (8, 7, 0, '2026-05-15', '2026-06-10', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (9, 8, 0, '2026-05-15', '2026-06-05', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (10, 9, 0, NULL, '2026-12-01', '2026-12-01', '2026-06-25', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: oidc_request; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox VALUES (1, 'opened:3:1:2026-04-06', 'mail', '<50466ab0324cbf328b8ff2ba299e938b21e772ba@localhost>', 1, 'forgotten-1@invalid', 'opened', 'Открылось: п. 2 Провести семинар для руководителей музеев — с 06.04.2026 по 17.04.2026 (пятница)', '2026-04-06', 'sent', 1, '2026-04-06 04:00:00+00', '2026-12-01 00:12:58.927614+00', NULL, NULL, NULL, '2026-04-06 04:00:00+00', NULL);
INSERT INTO public.outbox VALUES (2, 'digest:2:2026-04-06', 'mail', '<9ea72456849b4d77c6ec67b6eebecd99d4a8bb32@localhost>', 2, 'archive@example.org', 'opened', 'Открылось: 2 задачи на 06.04.2026', '2026-04-06', 'sent', 1, '2026-04-06 04:00:00+00', '2026-12-01 00:12:58.927614+00', NULL, NULL, NULL, '2026-04-06 04:00:00+00', NULL);


--
-- Data for Name: outbox_content; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outbox_occurrence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_occurrence VALUES (1, 3);
INSERT INTO public.outbox_occurrence VALUES (2, 3);
INSERT INTO public.outbox_occurrence VALUES (2, 4);


--
-- Data for Name: party; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.party VALUES (1, 'МКУ «Архив»', 'мку архив');
INSERT INTO public.party VALUES (2, 'заместитель начальника управления Орлова М.Н.', 'заместитель начальника управления орлова м.н');
INSERT INTO public.party VALUES (3, 'МБУ «Методцентр»', 'мбу методцентр');
INSERT INTO public.party VALUES (4, 'Отдел образования города Камень', 'отдел образования города камень');
INSERT INTO public.party VALUES (5, 'Управление образования Лесного района', 'управление образования лесного района');
INSERT INTO public.party VALUES (6, 'Управление образования Озёрного района', 'управление образования озерного района');


--
-- Data for Name: party_alias; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES (1, 'forgotten-1@invalid', 'забытый человек', NULL, '2026-03-02 04:00:00+00', false, NULL, '2026-04-20 04:00:00+00', 'ru');
INSERT INTO public.person VALUES (2, 'archive@example.org', '', NULL, '2026-03-02 04:00:00+00', false, NULL, NULL, 'ru');
INSERT INTO public.person VALUES (3, 'orlova@example.org', '', NULL, '2026-03-02 04:00:00+00', false, NULL, NULL, 'ru');
INSERT INTO public.person VALUES (4, 'chief@example.org', '', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL, 'ru');
INSERT INTO public.person VALUES (5, 'ozero@example.org', 'Иванова И.И.', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL, 'ru');
INSERT INTO public.person VALUES (6, 'les@example.org', '', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL, 'ru');


--
-- Data for Name: policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.policy VALUES (2, '# Правила напоминаний открытого мониторинга: тем, кто ещё не сдал, к концу чаще; без эскалаций.
[responsible]
opening = [0]
due = [-7, -3, -2, -1, 0, 1]

[co_responsible]
opening = []
due = []

[controller]
opening = []
due = []

[returned]
after = [0, 2]

[sending]
controllers_weekly = "never"
', 'rounds', '2026-05-12 04:00:00+00', 'clock');


--
-- Data for Name: problem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: recommendation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recommendation VALUES (1, 'Школьные музеи', '', '', 1, 'Изучить итоги мониторинга. Критерий 1. «Планирование» Показатель 1.1 План работы музея: - обновить план работы. Показатель 1.2 Страница музея в сети: - вести страницу', '', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.recommendation VALUES (2, 'Школьные музеи', '1.1', '', 2, 'обновить план работы', '', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.recommendation VALUES (3, 'Школьные музеи', '1.2', '', 3, 'вести страницу', '', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: relay_pace; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: review; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.review VALUES (1, 3, 1, 'returned', 'нет списка участников', '2026-04-17 04:00:00+00', 'command:root', NULL, '[]');
INSERT INTO public.review VALUES (2, 3, 2, 'accepted', NULL, '2026-04-20 04:00:00+00', 'command:root', NULL, '[]');


--
-- Data for Name: roadmap; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roadmap VALUES (1, 'План мероприятий («дорожная карта») развития школьных музеев на 2026 год', 'order_with_roadmap', 'Управление образования города Березова', '12', '2026-02-27', 2026, 2026, 'Asia/Yekaterinburg', 'order.txt', '83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72', 'bee5ba20553c5ef1b85907b82968d1a52b1752dc52acc9bfa86d4b03d34fc8cc', '{"document": {"file": "order.txt", "title": "\u041e\u0431 \u0443\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u0438 \u043f\u043b\u0430\u043d\u0430 \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "annex_title": "\u041f\u043b\u0430\u043d \u043c\u0435\u0440\u043e\u043f\u0440\u0438\u044f\u0442\u0438\u0439 (\u00ab\u0434\u043e\u0440\u043e\u0436\u043d\u0430\u044f \u043a\u0430\u0440\u0442\u0430\u00bb) \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "kind": "order_with_roadmap", "issuer": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u0411\u0435\u0440\u0435\u0437\u043e\u0432\u0430", "number": "12", "date": "2026-02-27", "place": null, "period": [2026, 2026], "school_year": false, "controllers": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "signatory": "\u0418.\u041f. \u0421\u0435\u0440\u043e\u0432, \u041d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f", "addressee": null, "distribution": [], "amendments": {"documents": [], "anew": false, "dropped": []}, "abbreviations": {}, "organisations": [{"canonical": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "variants": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"]}, {"canonical": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "variants": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"]}, {"canonical": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.", "variants": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."]}]}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u0423\u0442\u0432\u0435\u0440\u0434\u0438\u0442\u044c \u043f\u0440\u0438\u043b\u0430\u0433\u0430\u0435\u043c\u044b\u0439 \u043f\u043b\u0430\u043d \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434.", "responsible": [], "persons": [], "terms": [], "line": 11}, {"number": "2", "effective_number": "2", "text": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u0438\u0442\u044c \u0441\u0432\u043e\u0434\u043d\u044b\u0439 \u043e\u0442\u0447\u0451\u0442 \u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "persons": [], "terms": [{"raw": "\u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "kind": "deadline", "occurrences": [[null, "2026-12-15"]], "quarters": ["2026-Q4"], "due_quarters": ["2026-Q4"], "recurrence": null, "meaning": "\u0434\u043e 15 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": [], "problems": [], "event_rule": null}], "line": 13}, {"number": "3", "effective_number": "3", "text": "\u041a\u043e\u043d\u0442\u0440\u043e\u043b\u044c \u0438\u0441\u043f\u043e\u043b\u043d\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043a\u0430\u0437\u0430 \u0432\u043e\u0437\u043b\u043e\u0436\u0438\u0442\u044c \u043d\u0430 \u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044f \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0443 \u041c.\u041d.", "responsible": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "persons": ["\u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "terms": [], "line": 15}], "rows": [{"uid": "1", "number": "1", "number_raw": "1", "year_section": null, "section": null, "title": "\u0421\u043e\u0431\u0440\u0430\u0442\u044c \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u044f \u043e \u043c\u0443\u0437\u0435\u044f\u0445", "raw_term": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "term": {"raw": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "kind": "window", "occurrences": [["2026-01-01", "2026-02-28"]], "quarters": ["2026-Q1"], "due_quarters": ["2026-Q1"], "recurrence": null, "meaning": "\u0441 1 \u044f\u043d\u0432\u0430\u0440\u044f \u043f\u043e 28 \u0444\u0435\u0432\u0440\u0430\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0420\u0435\u0435\u0441\u0442\u0440", "status_raw": null, "details": {}, "line": 28, "page": null, "sheet": null, "row": null}, {"uid": "2", "number": "2", "number_raw": "2", "year_section": null, "section": null, "title": "\u041f\u0440\u043e\u0432\u0435\u0441\u0442\u0438 \u0441\u0435\u043c\u0438\u043d\u0430\u0440 \u0434\u043b\u044f \u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u0435\u0439 \u043c\u0443\u0437\u0435\u0435\u0432", "raw_term": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "term": {"raw": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "kind": "window", "occurrences": [["2026-04-06", "2026-04-17"]], "quarters": ["2026-Q2"], "due_quarters": ["2026-Q2"], "recurrence": null, "meaning": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb / \u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "result": "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430, \u0441\u043f\u0438\u0441\u043e\u043a \u0443\u0447\u0430\u0441\u0442\u043d\u0438\u043a\u043e\u0432", "status_raw": null, "details": {}, "line": 29, "page": null, "sheet": null, "row": null}, {"uid": "3", "number": "3", "number_raw": "3", "year_section": null, "section": null, "title": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u044d\u043a\u0441\u043f\u043e\u0437\u0438\u0446\u0438\u0438", "raw_term": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "term": {"raw": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "kind": "recurring", "occurrences": [["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]], "quarters": ["2026-Q2", "2026-Q4"], "due_quarters": ["2026-Q2", "2026-Q4"], "recurrence": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001", "meaning": "\u0441 1 \u0430\u043f\u0440\u0435\u043b\u044f \u043f\u043e 30 \u0438\u044e\u043d\u044f 2026 \u0433\u043e\u0434\u0430; \u0441 1 \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043f\u043e 31 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "co_responsible": [], "result": "\u0424\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0438\u0438 \u043d\u0430 \u0441\u0430\u0439\u0442\u0435", "status_raw": null, "details": {}, "line": 30, "page": null, "sheet": null, "row": null}, {"uid": "4", "number": "4", "number_raw": "4", "year_section": null, "section": null, "title": "\u0418\u0437\u0434\u0430\u0442\u044c \u0441\u0431\u043e\u0440\u043d\u0438\u043a", "raw_term": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "term": {"raw": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "kind": "event", "occurrences": [], "quarters": [], "due_quarters": [], "recurrence": null, "meaning": "\u043f\u043e \u0441\u043e\u0431\u044b\u0442\u0438\u044e: \u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "assumed": [], "problems": [], "event_rule": {"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0421\u0431\u043e\u0440\u043d\u0438\u043a", "status_raw": null, "details": {}, "line": 31, "page": null, "sheet": null, "row": null}], "indicators": [], "targets": [], "monitorings": [], "problems": [], "aliases": {"\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."}}', '2026-03-02 04:00:00+00', '2026-03-02 04:00:00+00', '2026-03-02', NULL, NULL);
INSERT INTO public.roadmap VALUES (2, 'Мониторинг школьных музеев', 'round', NULL, NULL, NULL, 2026, 2026, 'Asia/Yekaterinburg', 'round:manual:2026-05-15:2026-05-29:4a91501fa4c54325', 'fe147aba2f12fc3e10bbe980fbbc334c4daed0e7729a2b8500b7dbf075cc0a0d', NULL, '{"document": {"kind": "round"}, "order_points": [], "rows": [], "aliases": {}}', '2026-05-12 04:00:00+00', '2026-05-12 04:00:00+00', '2026-05-12', NULL, NULL);
INSERT INTO public.roadmap VALUES (3, 'Адресные рекомендации по итогам мониторинга «Мониторинг школьных музеев»: Отдел образования города Камень', 'recommendation_letter', NULL, '1/1', '2026-06-25', 2026, 2027, 'Asia/Yekaterinburg', 'letter:1', '0a2fd7731a27ef048fd7d805fafd15380b5d312c5a75460f1ca90aa5a4143928', NULL, '{"document": {"file": "", "title": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "annex_title": null, "kind": "recommendation_letter", "issuer": null, "number": "1/1", "date": "2026-06-25", "period": null, "controllers": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "distribution": []}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f (\u0441\u0440\u043e\u043a: \u0434\u043e 01.12.2026)", "responsible": ["\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c"], "persons": [], "terms": [], "line": null}], "rows": [], "indicators": [], "targets": [], "monitorings": [], "problems": [], "aliases": {}}', '2026-06-25 04:00:00+00', '2026-06-25 04:00:00+00', '2026-06-25', NULL, NULL);


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round VALUES (1, 'manual:2026-05-15:2026-05-29:4a91501fa4c54325', 'Мониторинг школьных музеев', '', NULL, NULL, NULL, 'Asia/Yekaterinburg', '2026-05-15', '2026-06-05', '2026-05-15 04:00:00+00', 0, 1, NULL, 2, '2026-04-20 04:00:00+00', 'command:root', '2026-05-12 04:00:00+00', '2026-06-11 04:00:00+00', '2026-06-25 04:00:00+00', NULL);


--
-- Data for Name: round_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_follow_up; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_letter VALUES (1, 3, '{"addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f."], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "1/1", "issued_on": "2026-06-25"}', 2, '2026-06-25 04:00:00+00', '2026-06-25 04:00:00+00', 'command:root', '2026-06-25 04:00:00+00', 'command:root', 3, 1);
INSERT INTO public.round_letter VALUES (2, 2, '{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}', 1, '2026-06-25 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.round_letter VALUES (3, 1, '{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}', 1, '2026-06-25 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: round_participant; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_participant VALUES (1, 1, 6, 1, 'районы', 7, '2026-06-20');
INSERT INTO public.round_participant VALUES (2, 1, 5, 2, 'районы', 8, '2026-06-10');
INSERT INTO public.round_participant VALUES (3, 1, 4, 3, 'города', 9, NULL);


--
-- Data for Name: round_proof; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_submission; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: saved_view; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sending_pause; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sign_in_lock; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task VALUES (1, 1, 0, 'point', 'п. 2', '2', NULL, NULL, 'МКУ «Архив» представить сводный отчёт в срок до 15.12.2026 г.', '', 'в срок до 15.12.2026 г.', 'deadline', 'до 15 декабря 2026 года', NULL, NULL, NULL, NULL, '[[null, "2026-12-15"]]', 13, NULL);
INSERT INTO public.task VALUES (2, 1, 1, 'row', '1', '1', NULL, NULL, 'Собрать сведения о музеях', 'Реестр', 'январь - февраль', 'window', 'с 1 января по 28 февраля 2026 года', NULL, NULL, NULL, NULL, '[["2026-01-01", "2026-02-28"]]', 28, NULL);
INSERT INTO public.task VALUES (3, 1, 2, 'row', '2', '2', NULL, NULL, 'Провести семинар для руководителей музеев', 'Программа, список участников', 'с 6 по 17 апреля', 'window', 'с 6 по 17 апреля 2026 года', NULL, NULL, NULL, NULL, '[["2026-04-06", "2026-04-17"]]', 29, NULL);
INSERT INTO public.task VALUES (4, 1, 3, 'row', '3', '3', NULL, NULL, 'Обновить экспозиции', 'Фотографии на сайте', 'II, IV кварталы', 'recurring', 'с 1 апреля по 30 июня 2026 года; с 1 октября по 31 декабря 2026 года', 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001', NULL, NULL, NULL, '[["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]]', 30, NULL);
INSERT INTO public.task VALUES (5, 1, 4, 'row', '4', '4', NULL, NULL, 'Издать сборник', 'Сборник', 'по мере готовности', 'deadline', 'до 1 октября 2026 года', NULL, NULL, '{"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}', NULL, '[]', 31, NULL);
INSERT INTO public.task VALUES (6, 2, 1, 'round', 'participant:1', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (7, 2, 2, 'round', 'participant:2', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (8, 2, 3, 'round', 'participant:3', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (9, 3, 0, 'point', 'п. 1', '1', NULL, NULL, 'Обновить план работы музея', '', 'до 01.12.2026', 'deadline', 'до 1 декабря 2026 года', NULL, NULL, NULL, NULL, '[[null, "2026-12-01"]]', NULL, NULL);


--
-- Data for Name: task_party; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_party VALUES (1, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (1, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (2, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (2, 'responsible', 3, 0);
INSERT INTO public.task_party VALUES (3, 'co_responsible', 1, 0);
INSERT INTO public.task_party VALUES (3, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (3, 'responsible', 3, 0);
INSERT INTO public.task_party VALUES (4, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (4, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (5, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (5, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (6, 'responsible', 6, 0);
INSERT INTO public.task_party VALUES (7, 'responsible', 5, 0);
INSERT INTO public.task_party VALUES (8, 'responsible', 4, 0);
INSERT INTO public.task_party VALUES (9, 'responsible', 4, 0);


--
-- Data for Name: task_word; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_word VALUES ('01', 9);
INSERT INTO public.task_word VALUES ('05', 6);
INSERT INTO public.task_word VALUES ('05', 7);
INSERT INTO public.task_word VALUES ('05', 8);
INSERT INTO public.task_word VALUES ('06', 6);
INSERT INTO public.task_word VALUES ('06', 7);
INSERT INTO public.task_word VALUES ('06', 8);
INSERT INTO public.task_word VALUES ('1', 2);
INSERT INTO public.task_word VALUES ('1', 9);
INSERT INTO public.task_word VALUES ('12', 1);
INSERT INTO public.task_word VALUES ('12', 9);
INSERT INTO public.task_word VALUES ('15', 1);
INSERT INTO public.task_word VALUES ('15', 6);
INSERT INTO public.task_word VALUES ('15', 7);
INSERT INTO public.task_word VALUES ('15', 8);
INSERT INTO public.task_word VALUES ('17', 3);
INSERT INTO public.task_word VALUES ('2', 1);
INSERT INTO public.task_word VALUES ('2', 3);
INSERT INTO public.task_word VALUES ('2026', 1);
INSERT INTO public.task_word VALUES ('2026', 6);
INSERT INTO public.task_word VALUES ('2026', 7);
INSERT INTO public.task_word VALUES ('2026', 8);
INSERT INTO public.task_word VALUES ('2026', 9);
INSERT INTO public.task_word VALUES ('3', 4);
INSERT INTO public.task_word VALUES ('4', 5);
INSERT INTO public.task_word VALUES ('6', 3);
INSERT INTO public.task_word VALUES ('апрел', 3);
INSERT INTO public.task_word VALUES ('арх', 1);
INSERT INTO public.task_word VALUES ('готовн', 5);
INSERT INTO public.task_word VALUES ('для', 3);
INSERT INTO public.task_word VALUES ('заполн', 6);
INSERT INTO public.task_word VALUES ('заполн', 7);
INSERT INTO public.task_word VALUES ('заполн', 8);
INSERT INTO public.task_word VALUES ('изда', 5);
INSERT INTO public.task_word VALUES ('квартал', 4);
INSERT INTO public.task_word VALUES ('мер', 5);
INSERT INTO public.task_word VALUES ('мку', 1);
INSERT INTO public.task_word VALUES ('мониторинг', 6);
INSERT INTO public.task_word VALUES ('мониторинг', 7);
INSERT INTO public.task_word VALUES ('мониторинг', 8);
INSERT INTO public.task_word VALUES ('музе', 2);
INSERT INTO public.task_word VALUES ('музе', 3);
INSERT INTO public.task_word VALUES ('музе', 9);
INSERT INTO public.task_word VALUES ('обнов', 4);
INSERT INTO public.task_word VALUES ('обнов', 9);
INSERT INTO public.task_word VALUES ('отчет', 1);
INSERT INTO public.task_word VALUES ('план', 9);
INSERT INTO public.task_word VALUES ('подтвержден', 6);
INSERT INTO public.task_word VALUES ('подтвержден', 7);
INSERT INTO public.task_word VALUES ('подтвержден', 8);
INSERT INTO public.task_word VALUES ('представ', 1);
INSERT INTO public.task_word VALUES ('провест', 3);
INSERT INTO public.task_word VALUES ('программ', 3);
INSERT INTO public.task_word VALUES ('работ', 9);
INSERT INTO public.task_word VALUES ('реестр', 2);
INSERT INTO public.task_word VALUES ('руководител', 3);
INSERT INTO public.task_word VALUES ('сайт', 4);
INSERT INTO public.task_word VALUES ('сборник', 5);
INSERT INTO public.task_word VALUES ('сведен', 2);
INSERT INTO public.task_word VALUES ('сводн', 1);
INSERT INTO public.task_word VALUES ('сдан', 6);
INSERT INTO public.task_word VALUES ('сдан', 7);
INSERT INTO public.task_word VALUES ('сдан', 8);
INSERT INTO public.task_word VALUES ('семинар', 3);
INSERT INTO public.task_word VALUES ('собра', 2);
INSERT INTO public.task_word VALUES ('список', 3);
INSERT INTO public.task_word VALUES ('срок', 1);
INSERT INTO public.task_word VALUES ('участник', 3);
INSERT INTO public.task_word VALUES ('феврал', 2);
INSERT INTO public.task_word VALUES ('форм', 6);
INSERT INTO public.task_word VALUES ('форм', 7);
INSERT INTO public.task_word VALUES ('форм', 8);
INSERT INTO public.task_word VALUES ('фотограф', 4);
INSERT INTO public.task_word VALUES ('экспозиц', 4);
INSERT INTO public.task_word VALUES ('январ', 2);


--
-- Data for Name: tick_slot; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tick_slot VALUES (1, 'tick', '2026-04-06 04:00:00+00', 'done', 'vm/4026531836:a1d59e53-1902-46d0-81ec-1ffef4a8faad:11468:5788168', '2026-12-01 00:12:58.864862+00', 1, '2026-12-01 00:02:58.864862+00', '2026-12-01 00:02:58.940148+00', '{}');


--
-- Data for Name: webhook; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: absence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.absence_id_seq', 1, false);


--
-- Name: access_link_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_link_id_seq', 4, true);


--
-- Name: account_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_id_seq', 1, true);


--
-- Name: account_session_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_session_id_seq', 1, false);


--
-- Name: api_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_token_id_seq', 1, true);


--
-- Name: audit_head_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_head_id_seq', 1, true);


--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_id_seq', 56, true);


--
-- Name: disclaimer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.disclaimer_id_seq', 1, false);


--
-- Name: evidence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_id_seq', 2, true);


--
-- Name: evidence_item_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_item_id_seq', 2, true);


--
-- Name: evidence_link_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_link_id_seq', 1, true);


--
-- Name: extension_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.extension_id_seq', 3, true);


--
-- Name: extension_request_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.extension_request_id_seq', 1, true);


--
-- Name: indicator_set_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.indicator_set_id_seq', 1, true);


--
-- Name: link_check_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.link_check_id_seq', 1, false);


--
-- Name: notice_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notice_id_seq', 5, true);


--
-- Name: occurrence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.occurrence_id_seq', 10, true);


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 2, true);


--
-- Name: party_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.party_id_seq', 6, true);


--
-- Name: person_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.person_id_seq', 6, true);


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.policy_roadmap_id_seq', 1, false);


--
-- Name: problem_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.problem_id_seq', 1, false);


--
-- Name: recommendation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.recommendation_id_seq', 3, true);


--
-- Name: review_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.review_id_seq', 2, true);


--
-- Name: roadmap_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.roadmap_id_seq', 3, true);


--
-- Name: round_answer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_answer_id_seq', 1, false);


--
-- Name: round_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_id_seq', 1, true);


--
-- Name: round_letter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_letter_id_seq', 3, true);


--
-- Name: round_participant_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_participant_id_seq', 3, true);


--
-- Name: round_proof_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_proof_id_seq', 1, false);


--
-- Name: round_submission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_submission_id_seq', 1, false);


--
-- Name: saved_view_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.saved_view_id_seq', 1, false);


--
-- Name: sending_pause_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sending_pause_id_seq', 1, false);


--
-- Name: task_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.task_id_seq', 9, true);


--
-- Name: tick_slot_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.tick_slot_id_seq', 1, true);


--
-- Name: webhook_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.webhook_id_seq', 1, false);


--
-- Name: absence absence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_pkey PRIMARY KEY (id);


--
-- Name: access_link access_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_pkey PRIMARY KEY (id);


--
-- Name: access_link access_link_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_token_sha256_key UNIQUE (token_sha256);


--
-- Name: account account_address_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_address_key UNIQUE (address);


--
-- Name: account_grant account_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_grant
    ADD CONSTRAINT account_grant_pkey PRIMARY KEY (account_id, role, party_id, roadmap_id);


--
-- Name: account_link account_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_pkey PRIMARY KEY (token_sha256);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account_session account_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_pkey PRIMARY KEY (id);


--
-- Name: account_session account_session_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_token_sha256_key UNIQUE (token_sha256);


--
-- Name: agenda_queue agenda_queue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agenda_queue
    ADD CONSTRAINT agenda_queue_pkey PRIMARY KEY (next_action_at, occurrence_id);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: api_answer api_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_pkey PRIMARY KEY (token_id, key);


--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);


--
-- Name: api_token api_token_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_token_sha256_key UNIQUE (token_sha256);


--
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: audit_text audit_text_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_text
    ADD CONSTRAINT audit_text_pkey PRIMARY KEY (digest);


--
-- Name: calendar_feed calendar_feed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_pkey PRIMARY KEY (token_sha256);


--
-- Name: coordinator coordinator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coordinator
    ADD CONSTRAINT coordinator_pkey PRIMARY KEY (person_id, roadmap_id);


--
-- Name: digest_subscription digest_subscription_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_subscription
    ADD CONSTRAINT digest_subscription_pkey PRIMARY KEY (person_id, kind);


--
-- Name: disclaimer disclaimer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_pkey PRIMARY KEY (id);


--
-- Name: evidence_item evidence_item_evidence_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_evidence_id_position_key UNIQUE (evidence_id, "position");


--
-- Name: evidence_item evidence_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_pkey PRIMARY KEY (id);


--
-- Name: evidence_link evidence_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_pkey PRIMARY KEY (id);


--
-- Name: evidence_link evidence_link_url_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_url_sha256_key UNIQUE (url_sha256);


--
-- Name: evidence evidence_occurrence_id_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_occurrence_id_version_key UNIQUE (occurrence_id, version);


--
-- Name: evidence evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);


--
-- Name: extension extension_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_pkey PRIMARY KEY (id);


--
-- Name: extension_request extension_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_pkey PRIMARY KEY (id);


--
-- Name: indicator_set indicator_set_name_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set
    ADD CONSTRAINT indicator_set_name_version_key UNIQUE (name, version);


--
-- Name: indicator_set indicator_set_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set
    ADD CONSTRAINT indicator_set_pkey PRIMARY KEY (id);


--
-- Name: link_check link_check_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check
    ADD CONSTRAINT link_check_pkey PRIMARY KEY (id);


--
-- Name: membership membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (party_id, person_id);


--
-- Name: notice notice_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_key_key UNIQUE (key);


--
-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);


--
-- Name: occurrence occurrence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_pkey PRIMARY KEY (id);


--
-- Name: occurrence occurrence_task_id_ordinal_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_task_id_ordinal_key UNIQUE (task_id, ordinal);


--
-- Name: oidc_request oidc_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oidc_request
    ADD CONSTRAINT oidc_request_pkey PRIMARY KEY (state_sha256);


--
-- Name: outbox_content outbox_content_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_content
    ADD CONSTRAINT outbox_content_pkey PRIMARY KEY (outbox_id);


--
-- Name: outbox outbox_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_key_key UNIQUE (key);


--
-- Name: outbox outbox_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_message_id_key UNIQUE (message_id);


--
-- Name: outbox_occurrence outbox_occurrence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_pkey PRIMARY KEY (outbox_id, occurrence_id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: party_alias party_alias_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party_alias
    ADD CONSTRAINT party_alias_pkey PRIMARY KEY (folded);


--
-- Name: party party_folded_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_folded_key UNIQUE (folded);


--
-- Name: party party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pkey PRIMARY KEY (id);


--
-- Name: person person_address_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_address_key UNIQUE (address);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);


--
-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (roadmap_id);


--
-- Name: problem problem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_pkey PRIMARY KEY (id);


--
-- Name: recommendation recommendation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_pkey PRIMARY KEY (id);


--
-- Name: relay_pace relay_pace_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.relay_pace
    ADD CONSTRAINT relay_pace_pkey PRIMARY KEY (relay);


--
-- Name: review review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (id);


--
-- Name: roadmap roadmap_content_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_content_sha256_key UNIQUE (content_sha256);


--
-- Name: roadmap roadmap_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_pkey PRIMARY KEY (id);


--
-- Name: roadmap roadmap_source_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_source_sha256_key UNIQUE (source_sha256);


--
-- Name: round_answer round_answer_participant_id_code_revision_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_participant_id_code_revision_key UNIQUE (participant_id, code, revision);


--
-- Name: round_answer round_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_pkey PRIMARY KEY (id);


--
-- Name: round_follow_up round_follow_up_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_pkey PRIMARY KEY (round_id, occurrence_id);


--
-- Name: round round_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_key_key UNIQUE (key);


--
-- Name: round_letter round_letter_participant_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_participant_id_key UNIQUE (participant_id);


--
-- Name: round_letter round_letter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_pkey PRIMARY KEY (id);


--
-- Name: round_letter round_letter_roadmap_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_roadmap_id_key UNIQUE (roadmap_id);


--
-- Name: round_participant round_participant_occurrence_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_occurrence_id_key UNIQUE (occurrence_id);


--
-- Name: round_participant round_participant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_pkey PRIMARY KEY (id);


--
-- Name: round_participant round_participant_round_id_party_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_round_id_party_id_key UNIQUE (round_id, party_id);


--
-- Name: round round_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);


--
-- Name: round_proof round_proof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_pkey PRIMARY KEY (id);


--
-- Name: round round_roadmap_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_roadmap_id_key UNIQUE (roadmap_id);


--
-- Name: round_submission round_submission_evidence_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_evidence_id_key UNIQUE (evidence_id);


--
-- Name: round_submission round_submission_participant_id_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_participant_id_version_key UNIQUE (participant_id, version);


--
-- Name: round_submission round_submission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_pkey PRIMARY KEY (id);


--
-- Name: saved_view saved_view_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_key_key UNIQUE (key);


--
-- Name: saved_view saved_view_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);


--
-- Name: sending_pause sending_pause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sending_pause
    ADD CONSTRAINT sending_pause_pkey PRIMARY KEY (id);


--
-- Name: sign_in_lock sign_in_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_lock
    ADD CONSTRAINT sign_in_lock_pkey PRIMARY KEY (key);


--
-- Name: task_party task_party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_pkey PRIMARY KEY (task_id, role, party_id);


--
-- Name: task task_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);


--
-- Name: task task_roadmap_id_uid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_roadmap_id_uid_key UNIQUE (roadmap_id, uid);


--
-- Name: task_word task_word_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_word
    ADD CONSTRAINT task_word_pkey PRIMARY KEY (stem, task_id);


--
-- Name: tick_slot tick_slot_flow_slot_at_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot
    ADD CONSTRAINT tick_slot_flow_slot_at_key UNIQUE (flow, slot_at);


--
-- Name: tick_slot tick_slot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot
    ADD CONSTRAINT tick_slot_pkey PRIMARY KEY (id);


--
-- Name: webhook webhook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);


--
-- Name: webhook webhook_url_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_url_key UNIQUE (url);


--
-- Name: ix_absence_deputy_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_absence_deputy_id ON public.absence USING btree (deputy_id);


--
-- Name: ix_absence_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_absence_person_id ON public.absence USING btree (person_id);


--
-- Name: ix_access_link_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_access_link_person_id ON public.access_link USING btree (person_id);


--
-- Name: ix_account_link_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_link_account_id ON public.account_link USING btree (account_id);


--
-- Name: ix_account_link_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_link_expires_at ON public.account_link USING btree (expires_at);


--
-- Name: ix_account_session_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_session_account_id ON public.account_session USING btree (account_id);


--
-- Name: ix_account_session_seen_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_session_seen_at ON public.account_session USING btree (seen_at);


--
-- Name: ix_agenda_queue_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_agenda_queue_occurrence_id ON public.agenda_queue USING btree (occurrence_id);


--
-- Name: ix_api_answer_kept_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_answer_kept_at ON public.api_answer USING btree (kept_at);


--
-- Name: ix_api_token_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_token_account_id ON public.api_token USING btree (account_id);


--
-- Name: ix_api_token_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_token_expires_at ON public.api_token USING btree (expires_at);


--
-- Name: ix_audit_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);


--
-- Name: ix_audit_text_known; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_text_known ON public.audit_text USING hash (value) WHERE ((kind)::text <> 'text'::text);


--
-- Name: ix_audit_text_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_text_person_id ON public.audit_text USING btree (person_id);


--
-- Name: ix_calendar_feed_scope; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_calendar_feed_scope ON public.calendar_feed USING btree (scope);


--
-- Name: ix_digest_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_digest_due ON public.digest_subscription USING btree (next_at);


--
-- Name: ix_disclaimer_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_disclaimer_occurrence_id ON public.disclaimer USING btree (occurrence_id);


--
-- Name: ix_evidence_item_evidence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_item_evidence_id ON public.evidence_item USING btree (evidence_id);


--
-- Name: ix_evidence_item_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_item_link_id ON public.evidence_item USING btree (link_id);


--
-- Name: ix_evidence_link_next_check_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_link_next_check_at ON public.evidence_link USING btree (next_check_at);


--
-- Name: ix_evidence_link_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_link_state ON public.evidence_link USING btree (state);


--
-- Name: ix_evidence_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_occurrence_id ON public.evidence USING btree (occurrence_id);


--
-- Name: ix_extension_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_extension_occurrence_id ON public.extension USING btree (occurrence_id);


--
-- Name: ix_extension_request_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_extension_request_occurrence_id ON public.extension_request USING btree (occurrence_id);


--
-- Name: ix_link_check_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_link_check_link_id ON public.link_check USING btree (link_id);


--
-- Name: ix_membership_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_membership_person_id ON public.membership USING btree (person_id);


--
-- Name: ix_notice_occurrence; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notice_occurrence ON public.notice USING btree (occurrence_id);


--
-- Name: ix_notice_outbox_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notice_outbox_id ON public.notice USING btree (outbox_id);


--
-- Name: ix_occurrence_due_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_occurrence_due_on ON public.occurrence USING btree (due_on);


--
-- Name: ix_occurrence_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_occurrence_task_id ON public.occurrence USING btree (task_id);


--
-- Name: ix_oidc_request_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_oidc_request_expires_at ON public.oidc_request USING btree (expires_at);


--
-- Name: ix_outbox_claim; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_claim ON public.outbox USING btree (state, channel, next_attempt_at, id);


--
-- Name: ix_outbox_occurrence_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_occurrence_occurrence_id ON public.outbox_occurrence USING btree (occurrence_id);


--
-- Name: ix_outbox_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_person_id ON public.outbox USING btree (person_id);


--
-- Name: ix_party_alias_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_party_alias_party_id ON public.party_alias USING btree (party_id);


--
-- Name: ix_problem_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_problem_roadmap_id ON public.problem USING btree (roadmap_id);


--
-- Name: ix_recommendation_set_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_recommendation_set_name ON public.recommendation USING btree (set_name);


--
-- Name: ix_review_decision; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_decision ON public.review USING btree (decision);


--
-- Name: ix_review_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_occurrence_id ON public.review USING btree (occurrence_id);


--
-- Name: ix_round_answer_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_answer_participant_id ON public.round_answer USING btree (participant_id);


--
-- Name: ix_round_follow_up_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_follow_up_occurrence_id ON public.round_follow_up USING btree (occurrence_id);


--
-- Name: ix_round_next_action_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_next_action_at ON public.round USING btree (next_action_at);


--
-- Name: ix_round_organiser_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_organiser_id ON public.round USING btree (organiser_id);


--
-- Name: ix_round_participant_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_participant_party_id ON public.round_participant USING btree (party_id);


--
-- Name: ix_round_participant_round_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_participant_round_id ON public.round_participant USING btree (round_id);


--
-- Name: ix_round_proof_file_sha256; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_file_sha256 ON public.round_proof USING btree (file_sha256);


--
-- Name: ix_round_proof_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_link_id ON public.round_proof USING btree (link_id);


--
-- Name: ix_round_proof_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_participant_id ON public.round_proof USING btree (participant_id);


--
-- Name: ix_round_source_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_source_occurrence_id ON public.round USING btree (source_occurrence_id);


--
-- Name: ix_round_source_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_source_roadmap_id ON public.round USING btree (source_roadmap_id);


--
-- Name: ix_round_submission_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_submission_participant_id ON public.round_submission USING btree (participant_id);


--
-- Name: ix_saved_view_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_saved_view_account_id ON public.saved_view USING btree (account_id);


--
-- Name: ix_sign_in_lock_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_sign_in_lock_age ON public.sign_in_lock USING btree (last_failed_at);


--
-- Name: ix_task_party_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_party_party_id ON public.task_party USING btree (party_id);


--
-- Name: ix_task_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_place ON public.task USING btree (roadmap_id, "position");


--
-- Name: ix_task_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_roadmap_id ON public.task USING btree (roadmap_id);


--
-- Name: ix_task_word_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_word_task_id ON public.task_word USING btree (task_id);


--
-- Name: ix_tick_slot_slot_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tick_slot_slot_at ON public.tick_slot USING btree (slot_at);


--
-- Name: audit audit_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();


--
-- Name: absence absence_deputy_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES public.person(id);


--
-- Name: absence absence_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.absence
    ADD CONSTRAINT absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: access_link access_link_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: account_grant account_grant_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_grant
    ADD CONSTRAINT account_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: account_link account_link_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: account_session account_session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: agenda_queue agenda_queue_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agenda_queue
    ADD CONSTRAINT agenda_queue_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: api_answer api_answer_token_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_token_id_fkey FOREIGN KEY (token_id) REFERENCES public.api_token(id);


--
-- Name: api_token api_token_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: coordinator coordinator_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coordinator
    ADD CONSTRAINT coordinator_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: digest_subscription digest_subscription_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_subscription
    ADD CONSTRAINT digest_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: disclaimer disclaimer_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: disclaimer disclaimer_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: evidence_item evidence_item_evidence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);


--
-- Name: evidence_item evidence_item_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: evidence evidence_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: extension extension_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: extension_request extension_request_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: link_check link_check_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check
    ADD CONSTRAINT link_check_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: membership membership_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: membership membership_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: notice notice_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: notice notice_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: notice notice_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: occurrence occurrence_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: outbox_content outbox_content_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_content
    ADD CONSTRAINT outbox_content_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: outbox_occurrence outbox_occurrence_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: outbox_occurrence outbox_occurrence_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: party_alias party_alias_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party_alias
    ADD CONSTRAINT party_alias_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: problem problem_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: review review_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_answer round_answer_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round_follow_up round_follow_up_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_follow_up round_follow_up_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);


--
-- Name: round_follow_up round_follow_up_to_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_to_party_id_fkey FOREIGN KEY (to_party_id) REFERENCES public.party(id);


--
-- Name: round round_indicator_set_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_indicator_set_id_fkey FOREIGN KEY (indicator_set_id) REFERENCES public.indicator_set(id);


--
-- Name: round_letter round_letter_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round_letter round_letter_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round round_organiser_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.party(id);


--
-- Name: round_participant round_participant_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_participant round_participant_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: round_participant round_participant_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);


--
-- Name: round round_previous_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES public.round(id);


--
-- Name: round_proof round_proof_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: round_proof round_proof_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round round_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round round_source_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_source_occurrence_id_fkey FOREIGN KEY (source_occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round round_source_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_source_roadmap_id_fkey FOREIGN KEY (source_roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round_submission round_submission_evidence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);


--
-- Name: round_submission round_submission_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: saved_view saved_view_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: task_party task_party_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: task_party task_party_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: task task_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: task_word task_word_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_word
    ADD CONSTRAINT task_word_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- PostgreSQL database dump complete
--


