from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.agency_record_page import AgencyRecordPage
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    q: str | Unset = '',
    fields: str | Unset = '',

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["reference"] = reference

    params["cursor"] = cursor

    params["q"] = q

    params["fields"] = fields


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sharing/agency-directory",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AgencyRecordPage | Problem:
    if response.status_code == 200:
        response_200 = AgencyRecordPage.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())



        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())



        return response_429

    response_default = Problem.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AgencyRecordPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    q: str | Unset = '',
    fields: str | Unset = '',

) -> Response[AgencyRecordPage | Problem]:
    """ Data service: agency-directory

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        q (str | Unset):  Default: ''.
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgencyRecordPage | Problem]
     """


    kwargs = _get_kwargs(
        reference=reference,
cursor=cursor,
q=q,
fields=fields,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    q: str | Unset = '',
    fields: str | Unset = '',

) -> AgencyRecordPage | Problem | None:
    """ Data service: agency-directory

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        q (str | Unset):  Default: ''.
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgencyRecordPage | Problem
     """


    return sync_detailed(
        client=client,
reference=reference,
cursor=cursor,
q=q,
fields=fields,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    q: str | Unset = '',
    fields: str | Unset = '',

) -> Response[AgencyRecordPage | Problem]:
    """ Data service: agency-directory

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        q (str | Unset):  Default: ''.
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgencyRecordPage | Problem]
     """


    kwargs = _get_kwargs(
        reference=reference,
cursor=cursor,
q=q,
fields=fields,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    q: str | Unset = '',
    fields: str | Unset = '',

) -> AgencyRecordPage | Problem | None:
    """ Data service: agency-directory

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        q (str | Unset):  Default: ''.
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgencyRecordPage | Problem
     """


    return (await asyncio_detailed(
        client=client,
reference=reference,
cursor=cursor,
q=q,
fields=fields,

    )).parsed
